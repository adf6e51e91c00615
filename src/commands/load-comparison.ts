import { confidenceText, usual } from '../load/confidence.ts'
import type { LoadResult } from './load-result.ts'
import { msWords } from './load-words.ts'

export type ComparisonResult = NonNullable<LoadResult['comparison']>
type Row = ComparisonResult['rows'][number]

export function comparisonHeader({ confidence }: ComparisonResult): readonly string[] {
  return ['metric', 'base', 'candidate', 'change', `${confidenceText(confidence)} interval`, 'verdict']
}

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
export function comparisonNotes(comparison: ComparisonResult): readonly string[] {
  const { kind, noiseFloor, rows, notes, seed, blocks } = comparison
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
  const turns = `${blocks} blocks, turns by seed ${seed}; each address had every second request.`
  return [floor, turns, ...looks(comparison), ...notes, ...said]
}

/** How often it was looked at, where that makes a difference. */
function looks({ confidence, extendedAfterMs }: ComparisonResult): readonly string[] {
  if (confidence === usual.share) return []
  const level = `each look holds at ${confidenceText(confidence)}, both together at ${confidenceText(usual.share)}`
  return extendedAfterMs === null
    ? [`One look of at most two: ${level}.`]
    : [`Not decided after ${(extendedAfterMs / 1000).toFixed(1)} s, so it went on: ${level}.`]
}

function amount(value: number | null, { unit }: Row): string {
  if (value === null) return '-'
  return unit === 'ms' ? `${msWords(value)} ms` : `${value.toFixed(unit === '%' ? 2 : 0)} ${unit}`
}

function percent(change: number): string {
  const shown = (change * 100).toFixed(1)
  return `${change >= 0 ? '+' : ''}${shown === '-0.0' ? '0.0' : shown} %`
}
