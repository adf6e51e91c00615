import type { LoadResult } from './load-result.ts'
import { msWords } from './load-words.ts'

export type ComparisonResult = NonNullable<LoadResult['comparison']>
type Row = ComparisonResult['rows'][number]

export const comparisonHeader = ['metric', 'base', 'candidate', 'change', '95 % interval', 'verdict'] as const

/** The two side by side, a row of texts per metric. */
export function comparisonRows({ rows }: ComparisonResult): readonly (readonly string[])[] {
  return rows.map((row) => [
    row.metric,
    amount(row.base, row),
    amount(row.candidate, row),
    row.change === null ? '-' : percent(row.change),
    row.interval === null ? '-' : row.interval.map((end) => (end === null ? 'unbounded' : percent(end))).join(' to '),
    row.verdict,
  ])
}

/** What has to be known beside the rows. */
export function comparisonNotes({ kind, noiseFloor, rows, notes, seed, blocks }: ComparisonResult): readonly string[] {
  const reasons = new Set(rows.flatMap(({ reason }) => reason ?? []))
  const said = [...reasons].map((reason) => {
    const names = rows.filter((row) => row.reason === reason).map(({ metric }) => metric)
    return `${names.join(', ')}: ${reason}`
  })
  if (kind === 'saved') return [...notes, ...said]
  const floors = rows.flatMap((row) =>
    row.noiseFloor === null ? [] : [`${row.metric} ${(row.noiseFloor * 100).toFixed(1)} %`],
  )
  const floor =
    noiseFloor === null
      ? 'The noise floor is unknown: the blocks have too few answers.'
      : `Noise floor (each against itself): ${floors.join(', ')}. Smaller changes cannot be told here.`
  return [floor, `${blocks} blocks, turns by seed ${seed}; each address had every second request.`, ...notes, ...said]
}

function amount(value: number | null, { unit }: Row): string {
  if (value === null) return '-'
  return unit === 'ms' ? `${msWords(value)} ms` : `${value.toFixed(unit === '%' ? 2 : 0)} ${unit}`
}

function percent(change: number): string {
  const shown = (change * 100).toFixed(1)
  return `${change >= 0 ? '+' : ''}${shown === '-0.0' ? '0.0' : shown} %`
}
