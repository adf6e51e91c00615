import type { CpuUse, K6Run } from '../ports/k6.ts'
import { type Client, clientOf } from './client.ts'
import type { Turns } from './interleaved.ts'
import { type Measurement, measurement, type Sample, sample } from './measurement.ts'
import { armNames, type LoadPlan } from './plan.ts'
import { parseSummary, type Summary } from './summary.ts'

/** A whole run of k6: what it measured and how well the measuring went. */
export interface Observation {
  readonly plan: LoadPlan
  readonly ending: Pick<K6Run, 'exitCode' | 'interrupted' | 'errors'>
  /** Undefined when k6 did not get to its end, or could not write down what it has measured. */
  readonly measured: Measured | undefined
  /** The runs that it was joined of; absent of a single one. */
  readonly parts?: readonly Observation[] | undefined
}

export interface Measured {
  /** What the report is about, and every gate without a base: the candidate of a comparison. */
  readonly subject: Measurement
  /** What took turns with it. */
  readonly turns: Turns | undefined
  /** Of the subject, in the order of the plan; empty where there is nothing but one address. */
  readonly endpoints: readonly Sample[]
  /** Of all arms. */
  readonly requests: number
  /** Of the part that counts, in milliseconds since 1970. */
  readonly period: { readonly from: number; readonly to: number }
  /** In milliseconds from the start of the measured part, parts of it in which users asked, in their order; empty where that is not known. */
  readonly askedMs: Summary['askedMs']
  readonly scriptErrors: number
  readonly dropped: number
  /** In the measured part; undefined where that could not be seen. */
  readonly client: Client | undefined
}

export function observe(plan: LoadPlan, { summary: text, cpu, ...ending }: K6Run): Observation {
  const summary = text === undefined ? undefined : parseSummary(text)
  return { plan, ending, measured: summary && measuredOf(summary, plan, cpu) }
}

function measuredOf(summary: Summary, plan: LoadPlan, cpu: CpuUse | undefined): Measured | undefined {
  // The run also waits for the last answers. They are measured, but nothing is asked meanwhile, so that it is no load.
  const elapsedMs = Math.max(0, summary.runMs - plan.warmupMs)
  const { shape } = plan
  const period = { from: summary.endedAt - elapsedMs, to: summary.endedAt }
  const times = { elapsedMs, steadyMs: shape.kind === 'iterations' ? elapsedMs : Math.min(elapsedMs, shape.durationMs) }
  const arms = new Map(summary.arms.map((arm) => [arm.name, measurement(arm, times)]))
  const [target, base, candidate] = armNames.map((name) => arms.get(name))
  const subject = target ?? candidate
  if (!subject || plan.arms.some(({ name }) => !arms.has(name))) return undefined
  return {
    subject,
    endpoints: (subject.summary.endpoints ?? []).map((endpoint) => sample(endpoint, times)),
    turns: base && candidate && { base, candidate },
    requests: summary.arms.reduce((sum, { requests }) => sum + requests, 0),
    period,
    askedMs: summary.askedMs,
    scriptErrors: summary.scriptErrors,
    dropped: summary.dropped,
    client: clientOf(cpu, period),
  }
}
