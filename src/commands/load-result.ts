import { z } from 'zod'
import { type Comparison, rowVerdicts } from '../load/comparison.ts'
import { verdictNames } from '../load/gate.ts'
import { compareTurns } from '../load/interleaved.ts'
import type { Measured, Observation } from '../load/observation.ts'
import type { LoadPlan } from '../load/plan.ts'
import { type LoadNames, recommendations } from '../load/recommendations.ts'
import { compareSaved, type Saved } from '../load/saved.ts'
import { dueIn } from '../load/segment.ts'
import { isOpen, mostUsersOf, stagesOf } from '../load/shape.ts'
import { timeline } from '../load/timeline.ts'
import { type GatesOfRun, judge, type Verdict } from '../load/verdict.ts'
import type { K6Binary } from '../ports.ts'
import { endpointResult, endpointsOf } from './load-endpoint.ts'
import { interval, type TargetResult, targetOf, targetResult } from './load-target.ts'
import { rateLimitResult } from './rate-limit-result.ts'

const number = z.number()

const verdictName = z.enum(verdictNames)

export const loadResultSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.enum(['load', 'load merge']),
  verdict: verdictName,
  /** The script of the user that was run, whose path is the url of the target too; absent where there was none. */
  script: z.string().optional(),
  reasons: z.array(z.object({ code: z.string(), message: z.string() })),
  gates: z.array(
    z.object({
      gate: z.string(),
      /** The operation that it is about, such as `GET /users/{id}`; absent where it is about the whole run. */
      endpoint: z.string().optional(),
      verdict: verdictName,
      value: number,
      /** 95 %; of a gate with a base, both this and the value are how many times the base. */
      interval: interval.nullable(),
      reason: z.string(),
    }),
  ),
  targets: z.array(targetResult),
  /** Of a run with a document, its operations, each with its own numbers; `targets` has the sum of them. */
  endpoints: z.array(endpointResult).optional(),
  /** Operations of the document that are not loaded, though nobody asked for others alone. */
  leftOut: z.array(z.object({ operation: z.string(), why: z.string() })).optional(),
  /** The measured part; of a merge, that of the shortest run. */
  durationMs: number,
  /** When it was, ISO 8601; of a merge, the time in which all runs were at work; null when k6 did not get to its end, and of a script. */
  measuredAt: z.object({ from: z.string(), to: z.string() }).nullable(),
  /** Virtual users, the most at a time; in the open model, how many requests may be under way. */
  concurrency: number,
  model: z.enum(['closed', 'open']),
  /** Of all segments together, but for `requests` and `segment`. */
  plan: z.object({
    warmupMs: number,
    /** How long the measured part was to be; null where that depends on the answers. */
    durationMs: number.nullable(),
    /** Of one request; null of a script, which says it itself. */
    timeoutMs: number.nullable(),
    /** The statuses that count as success, where a document has none for an operation; null of a script. */
    expected: z.object({ min: number, max: number }).nullable(),
    /** Requests per second at the start, in the open model. */
    ratePerSecond: number.nullable(),
    /** Of the rate in the open model, of virtual users in the closed one. */
    stages: z.array(z.object({ durationMs: number, target: number })),
    /** How many requests were due in this run; null where that depends on the answers. */
    requests: number.nullable(),
    /** Which part of the load this run was, from 1; null when it was all of it. */
    segment: z.object({ index: number, of: number }).nullable(),
  }),
  /** Requests that were due and not made. */
  dropped: number,
  comparison: z
    .object({
      /** `interleaved`: both addresses took turns in this run. `saved`: the base is the report of another run. */
      kind: z.enum(['interleaved', 'saved']),
      /** The change of the median that each of the two shows against itself; 0.02 is 2 %. */
      noiseFloor: number.nullable(),
      rows: z.array(
        z.object({
          metric: z.string(),
          unit: z.enum(['ms', '%', 'B']),
          base: number.nullable(),
          candidate: number.nullable(),
          /** Of the base: 0.1 is 10 % more. */
          change: number.nullable(),
          /** Of the change, 95 %; an end that is null is unbounded. */
          interval: interval.nullable(),
          noiseFloor: number.nullable(),
          verdict: z.enum(rowVerdicts),
          reason: z.string().nullable(),
        }),
      ),
      failing: z.enum(['base', 'candidate']).nullable(),
      notes: z.array(z.string()),
      seed: number.nullable(),
      blocks: number.nullable(),
    })
    .optional(),
  /** With `--expect-rate-limit`, what was found of it. */
  rateLimit: rateLimitResult.optional(),
  /** What k6 itself used of the processors; null where that cannot be seen. */
  client: z.object({ cores: number, cpuShare: number }).nullable(),
  /** Of a merge, the runs that it was made of. */
  parts: z
    .array(
      z.object({
        file: z.string(),
        verdict: verdictName,
        segment: z.object({ index: number, of: number }).nullable(),
        requests: number,
        durationMs: number,
      }),
    )
    .optional(),
  recommendations: z.array(z.object({ because: z.string(), advice: z.string() })),
  /** Of a merge, each version and path of its runs, separated by commas. */
  k6: z.object({ version: z.string(), path: z.string() }),
})
export type LoadResult = z.infer<typeof loadResultSchema>

export interface JudgedBy extends GatesOfRun {
  /** Of a document. */
  readonly leftOut?: readonly { readonly operation: string; readonly why: string }[] | undefined
  readonly saved: Saved | undefined
  readonly binary: K6Binary
}

/** What a run of k6 says of its plan. */
export function loadResult(observation: Observation, by: JudgedBy): LoadResult {
  const { saved, binary, leftOut } = by
  const { plan, measured } = observation
  const comparison = measured && compare(measured, saved, plan)
  return {
    ...runResult(observation, judge(observation, by, comparison), binary),
    ...(leftOut && { endpoints: measured ? endpointsOf(plan, measured) : [], leftOut: [...leftOut] }),
    ...(comparison && { comparison: comparisonOf(comparison, plan) }),
    recommendations: measured ? [...recommendations(measured.subject, namesOf(plan))] : [],
  }
}

type RunVerdict = Pick<LoadResult, 'verdict'> & {
  readonly reasons: readonly LoadResult['reasons'][number][]
} & Partial<Pick<Verdict, 'gates'>>

/** What there is to say of any run. */
export function runResult(
  { plan, measured }: Observation,
  { verdict, reasons, gates = [] }: RunVerdict,
  { version, path }: K6Binary,
): LoadResult {
  return {
    schemaVersion: 1,
    command: 'load',
    verdict,
    reasons: [...reasons],
    gates: gates.map((gate) => ({ ...gate, interval: gate.interval && [...gate.interval] })),
    targets: measured ? [...targetsOf(plan, measured)] : [],
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

function compare({ subject, turns }: Measured, saved: Saved | undefined, plan: LoadPlan): Comparison | undefined {
  if (turns) return compareTurns(turns)
  return saved && subject.requests > 0 ? compareSaved(saved, subject, plan) : undefined
}

function comparisonOf(comparison: Comparison, { seed, blocks }: LoadPlan): LoadResult['comparison'] {
  const interleaved = comparison.kind === 'interleaved'
  return {
    ...comparison,
    rows: comparison.rows.map((row) => ({ ...row, interval: row.interval && [...row.interval] })),
    notes: [...comparison.notes],
    seed: interleaved ? seed : null,
    blocks: interleaved ? blocks : null,
  }
}

/** The base first. */
function* targetsOf(plan: LoadPlan, { subject, turns }: Measured): Iterable<TargetResult> {
  for (const arm of plan.arms) {
    const measured = arm.name === 'base' ? turns?.base : subject
    if (measured) yield targetOf(arm.target, measured, timeline(measured, plan))
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
  const { shape, warmupMs, timeoutMs, expected, segment } = plan
  return {
    warmupMs,
    durationMs: shape.kind === 'iterations' ? null : shape.durationMs,
    timeoutMs,
    expected: { ...expected },
    ratePerSecond: shape.kind === 'rate' ? shape.perSecond.start : null,
    stages: stagesOf(shape).map((stage) => ({ ...stage })),
    requests: dueIn(plan) ?? null,
    segment: segment ? { ...segment } : null,
  }
}
