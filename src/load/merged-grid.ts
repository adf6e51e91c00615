import type { Grid } from './statistics.ts'

/** Latencies that one run has measured. */
export interface Sample {
  readonly count: number
  /** From 0 to 100, rising in both. */
  readonly grid: Grid
}

/**
 * The quantiles of all samples together, at the percentages of the first. Each grid is a distribution function in straight pieces, and so is their
 * mean, weighed by their sizes; between the points of a grid nothing is known, and so much may the result be off.
 */
export function mergeGrids(samples: readonly Sample[]): Grid {
  const counted = samples.filter(({ count }) => count > 0)
  const whole = counted.reduce((sum, { count }) => sum + count, 0)
  const values = [...new Set(counted.flatMap(({ grid }) => grid.map(([, value]) => value)))].sort((a, b) => a - b)
  const mean = (share: (sample: Sample, value: number) => number) =>
    values.map((value) => counted.reduce((sum, sample) => sum + (sample.count / whole) * share(sample, value), 0))
  const merged = { values, below: mean(shareBelow), upTo: mean(shareUpTo) }
  const [lowest, highest] = [values[0] ?? 0, values.at(-1) ?? 0]
  return (counted[0]?.grid ?? []).map(([percent]) => [
    percent,
    percent === 0 ? lowest : percent === 100 ? highest : valueWhere(shareOf(percent, whole), merged),
  ])
}

interface Distribution {
  readonly values: readonly number[]
  /** For each value, in 0..1. */
  readonly below: readonly number[]
  readonly upTo: readonly number[]
}

function valueWhere(share: number, { values, below, upTo }: Distribution): number {
  const index = firstWhere(values.length, (at) => (upTo[at] ?? 1) >= share)
  const [value = values.at(-1) ?? 0, before = value] = [values[index], values[index - 1]]
  const [from, to] = [upTo[index - 1] ?? 0, below[index] ?? 1]
  if (to <= share || to <= from) return value
  return before + ((value - before) * (share - from)) / (to - from)
}

/**
 * A percentage of k6, which has the least value at 0 and the greatest at 100, as a share of the sample: of n values the first is at half an nth. Only
 * such shares can be added up: a value of one sample has, on average, half a value of each other too many below it.
 */
function shareOf(percent: number, count: number): number {
  return (((count - 1) * percent) / 100 + 0.5) / count
}

/** The share of a sample that is at most a value. */
function shareUpTo({ grid, count }: Sample, value: number): number {
  const above = firstWhere(grid.length, (at) => (grid[at]?.[1] ?? 0) > value)
  return shareBefore({ grid, count }, value, above)
}

/** The share that is less: where many are the same, it differs. */
function shareBelow({ grid, count }: Sample, value: number): number {
  const index = firstWhere(grid.length, (at) => (grid[at]?.[1] ?? 0) >= value)
  const [percent, found] = grid[index] ?? [100, undefined]
  return found === value && index > 0 ? shareOf(percent, count) : shareBefore({ grid, count }, value, index)
}

/** In the straight piece that ends at an index. */
function shareBefore({ grid, count }: Sample, value: number, index: number): number {
  const [lower, upper] = [grid[index - 1], grid[index]]
  if (!lower) return 0
  if (!upper) return 1
  return shareOf(lower[0] + ((upper[0] - lower[0]) * (value - lower[1])) / (upper[1] - lower[1]), count)
}

/** The first of so many indexes for which it holds, and for all after it. */
function firstWhere(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
