import type { Comparison } from '../load/comparison.ts'
import { compareTurns } from '../load/interleaved.ts'
import type { Measured, Observation } from '../load/observation.ts'
import type { LoadPlan } from '../load/plan.ts'
import { type LoadNames, recommendations } from '../load/recommendations.ts'
import { compareSaved, type Saved } from '../load/saved.ts'
import { dueIn } from '../load/segment.ts'
import { isOpen, mostUsersOf, stagesOf } from '../load/shape.ts'
import { type GatesOfRun, judge, type Verdict } from '../load/verdict.ts'
import type { K6Binary } from '../ports/k6.ts'
import { endpointsOf } from './load-endpoint.ts'
import type { LoadResult } from './load-result.ts'
import { targetsOf } from './load-targets.ts'

export interface JudgedBy extends GatesOfRun {
  /** Of a document. */
  readonly leftOut?: readonly { readonly operation: string; readonly why: string }[] | undefined
  readonly saved: Saved | undefined
  readonly binary: K6Binary
}

/** What a run of k6 says of its plan. */
export function loadResult(observation: Observation, by: JudgedBy): LoadResult {
  const { binary, leftOut } = by
  const { plan, measured } = observation
  const comparison = measured && compare(measured, plan, by)
  return {
    ...runResult(observation, judge(observation, by, comparison), binary),
    ...(leftOut && { endpoints: measured ? endpointsOf(plan, measured) : [], leftOut: [...leftOut] }),
    ...(comparison && { comparison: comparisonOf(comparison, observation) }),
    recommendations: measured ? [...recommendations(measured.subject, namesOf(plan))] : [],
  }
}

type RunVerdict = Pick<LoadResult, 'verdict'> & {
  readonly reasons: readonly LoadResult['reasons'][number][]
} & Partial<Pick<Verdict, 'gates'>>

/** What there is to say of any run. */
export function runResult(
  observation: Observation,
  { verdict, reasons, gates = [] }: RunVerdict,
  { version, path }: K6Binary,
): LoadResult {
  const { plan, measured } = observation
  return {
    schemaVersion: 1,
    command: 'load',
    verdict,
    reasons: [...reasons],
    gates: gates.map((gate) => ({ ...gate, interval: gate.interval && [...gate.interval] })),
    targets: [...targetsOf(observation)],
    durationMs: measured?.subject.steadyMs ?? 0,
    measuredAt: measured ? periodOf(measured.period) : null,
    concurrency: mostUsersOf(plan.shape),
    model: isOpen(plan.shape) ? 'open' : 'closed',
    plan: planOf(plan),
    dropped: measured?.dropped ?? 0,
    client: measured?.client ? { ...measured.client } : null,
    recommendations: [],
    k6: { version, path },
  }
}

function compare(
  { subject, turns }: Measured,
  plan: LoadPlan,
  { saved, confidence }: JudgedBy,
): Comparison | undefined {
  if (turns) return compareTurns(turns, confidence)
  return saved && subject.requests > 0 ? compareSaved(saved, subject, plan) : undefined
}

function comparisonOf(
  comparison: Comparison,
  { plan: { seed, blocks }, parts }: Observation,
): LoadResult['comparison'] {
  const interleaved = comparison.kind === 'interleaved'
  return {
    ...comparison,
    confidence: comparison.confidence.share,
    extendedAfterMs: parts?.[0]?.measured?.subject.steadyMs ?? null,
    rows: comparison.rows.map((row) => ({ ...row, interval: row.interval && [...row.interval] })),
    notes: [...comparison.notes],
    seed: interleaved ? seed : null,
    blocks: interleaved ? blocks : null,
  }
}

/** Milliseconds since 1970 → ISO 8601. */
export function periodOf({ from, to }: Measured['period']): NonNullable<LoadResult['measuredAt']> {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}

function namesOf({ shape, timeoutMs }: LoadPlan): LoadNames {
  return { users: mostUsersOf(shape), timeoutMs }
}

function planOf(plan: LoadPlan): LoadResult['plan'] {
  const { shape, warmupMs, timeoutMs, expected, segment, reuse, rows } = plan
  return {
    warmupMs,
    durationMs: shape.kind === 'iterations' ? null : shape.durationMs,
    timeoutMs,
    expected: { ...expected },
    ratePerSecond: shape.kind === 'rate' ? shape.perSecond.start : null,
    stages: stagesOf(shape).map((stage) => ({ ...stage })),
    requests: dueIn(plan) ?? null,
    segment: segment ? { ...segment } : null,
    reuse,
    ...(rows !== undefined && { rows }),
  }
}
