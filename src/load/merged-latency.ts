import { mergeGrids } from './merged-grid.ts'
import type { LatencySummary } from './summary.ts'

/** The latencies of several samples as those of one: exact but for the quantiles (merged-grid.ts). */
export function mergeLatencies(samples: readonly LatencySummary[]): LatencySummary {
  const count = samples.reduce((total, sample) => total + sample.count, 0)
  const mean = (value: (sample: LatencySummary) => number) =>
    count === 0 ? 0 : samples.reduce((total, sample) => total + value(sample) * sample.count, 0) / count
  const grid = mergeGrids(samples)
  return {
    count,
    min: grid[0]?.[1] ?? 0,
    max: grid.at(-1)?.[1] ?? 0,
    avg: mean(({ avg }) => avg),
    meanSquare: mean(({ meanSquare }) => meanSquare),
    grid: grid.map(([percent, ms]) => [percent, ms]),
  }
}
