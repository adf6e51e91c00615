import { type Confidence, usual } from './confidence.ts'
import type { Measurement } from './measurement.ts'
import { shareRatioInterval } from './statistics.ts'

/** Two measurements, metric by metric. Changes are relative to the base: 0.1 is 10 % more. */
export interface Comparison {
  /** `interleaved`: both in this run, taking turns. `saved`: the base is the report of another run. */
  readonly kind: 'interleaved' | 'saved'
  /** The change of the median that each of the two shows against itself; null when the base is of another run. */
  readonly noiseFloor: number | null
  /** Of the intervals. */
  readonly confidence: Confidence
  readonly rows: readonly ComparisonRow[]
  /** Which of the two fails so much more often that its latencies are those of the lucky ones. */
  readonly failing: 'base' | 'candidate' | null
  /** What a reader has to know before the rows mean anything. */
  readonly notes: readonly string[]
}

/** `unclear`: the interval is too wide to tell. `changed`: a difference that is neither good nor bad. */
export const rowVerdicts = ['better', 'worse', 'same', 'changed', 'unclear', 'not-compared'] as const

export interface ComparisonRow {
  readonly metric: string
  readonly unit: 'ms' | '%' | 'B'
  readonly base: number | null
  readonly candidate: number | null
  readonly change: number | null
  /** An end that is null is unbounded. */
  readonly interval: readonly [low: number | null, high: number | null] | null
  /** What each of the two shows against itself. */
  readonly noiseFloor: number | null
  readonly verdict: (typeof rowVerdicts)[number]
  /** Why there is no more to say. */
  readonly reason: string | null
}

/** Within it, a change makes no difference. */
export const indifferent = 0.05
const indifferentSuccess = 0.01
/** Fewer successes than this make no latency of the others unfair: 0.1 points. */
const tolerableLoss = 0.001

/** Requests and how many of them succeeded. */
export type Counts = Pick<Measurement, 'requests' | 'successful'>

export function successRow(base: Counts, candidate: Counts, { normal }: Confidence = usual): ComparisonRow {
  const [from, to] = [base, candidate].map(share) as [number, number]
  const { low, high } = ratio(base, candidate, normal)
  const interval = low === undefined && high === undefined ? null : ([less1(low), less1(high)] as const)
  const verdict = interval === null ? 'unclear' : verdictOf(interval, { higher: 'better' }, indifferentSuccess)
  return {
    metric: 'success',
    unit: '%',
    base: from * 100,
    candidate: to * 100,
    change: from === 0 ? null : to / from - 1,
    interval,
    noiseFloor: null,
    verdict,
    reason: interval === null ? 'The base has too few successes to compare with.' : null,
  }
}

/** Success comes first: a latency is only of what succeeded. */
export function failing(base: Counts, candidate: Counts, { normal }: Confidence = usual): Comparison['failing'] {
  const loss = share(base) - share(candidate)
  const { low, high } = ratio(base, candidate, normal)
  if (loss >= tolerableLoss && high !== undefined && high < 1) return 'candidate'
  if (-loss >= tolerableLoss && (share(base) === 0 || (low !== undefined && low > 1))) return 'base'
  return null
}

/** An interval that is all on one side is a difference, one that is all within the tolerance is none. */
export function verdictOf(
  [low, high]: readonly [number | null, number | null],
  { higher }: { readonly higher: 'better' | 'worse' },
  tolerance: number,
): ComparisonRow['verdict'] {
  if (low !== null && low > 0) return higher
  if (high !== null && high < 0) return higher === 'better' ? 'worse' : 'better'
  return low !== null && high !== null && low >= -tolerance && high <= tolerance ? 'same' : 'unclear'
}

function ratio(base: Counts, candidate: Counts, normal: number) {
  return shareRatioInterval([candidate.successful, candidate.requests], [base.successful, base.requests], normal)
}

function share({ successful, requests }: Counts): number {
  return requests === 0 ? 0 : successful / requests
}

function less1(ratio: number | undefined): number | null {
  return ratio === undefined ? null : ratio - 1
}
