import type { CpuUse, K6Run } from '../ports.ts'
import type { Turns } from './interleaved.ts'
import { type Measurement, measurement, type Sample, sample } from './measurement.ts'
import { armNames, type LoadPlan } from './plan.ts'
import { type Summary, summarySchema } from './summary.ts'

/** A whole run of k6: what it measured and how well the measuring went. */
export interface Observation {
  readonly plan: LoadPlan
  readonly ending: Pick<K6Run, 'exitCode' | 'interrupted' | 'errors'>
  /** Undefined when k6 did not get to its end. */
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
  readonly scriptErrors: number
  readonly dropped: number
  /** Undefined where that could not be seen. */
  readonly client: Client | undefined
}

/** What k6 itself used of the processors in the measured part. */
export interface Client {
  readonly cores: number
  /** In 0..1, of all of them. */
  readonly cpuShare: number
}

export function observe(plan: LoadPlan, { summary, cpu, ...ending }: K6Run): Observation {
  return { plan, ending, measured: summary === undefined ? undefined : read(summary, plan, cpu) }
}

function read(text: string, plan: LoadPlan, cpu: CpuUse | undefined): Measured {
  const summary = summarySchema.parse(JSON.parse(text))
  // The run also waits for the last answers, which belong to the measured part.
  const steadyMs = Math.max(0, summary.runMs - plan.warmupMs)
  const arms = new Map(summary.arms.map((arm) => [arm.name, measurement(arm, steadyMs)]))
  const [target, base, candidate] = armNames.map((name) => arms.get(name))
  const subject = target ?? candidate
  if (!subject) throw new Error('The summary has nothing to report on.')
  return {
    subject,
    endpoints: (subject.summary.endpoints ?? []).map((endpoint) => sample(endpoint, steadyMs)),
    turns: base && candidate && { base, candidate },
    requests: summary.arms.reduce((sum, { requests }) => sum + requests, 0),
    period: { from: summary.endedAt - steadyMs, to: summary.endedAt },
    scriptErrors: summary.scriptErrors,
    dropped: summary.dropped,
    client: cpu && client(cpu, summary, steadyMs),
  }
}

const leastMs = 500

/** From the first to the last sample within the measured part. */
function client({ cores, samples }: CpuUse, { endedAt }: Summary, steadyMs: number): Client | undefined {
  const inside = samples.filter(({ at }) => at >= endedAt - steadyMs && at <= endedAt)
  const [first, last] = [inside[0], inside.at(-1)]
  if (!first || !last || last.at - first.at < leastMs) return undefined
  return { cores, cpuShare: (last.usedMs - first.usedMs) / ((last.at - first.at) * cores) }
}
