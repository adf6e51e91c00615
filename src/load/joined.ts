import type { Client } from './client.ts'
import { mergeFailures } from './failure.ts'
import { type Measurement, sample } from './measurement.ts'
import { mergeLatencies } from './merged-latency.ts'
import type { Measured, Observation } from './observation.ts'
import type { LoadPlan, Shape } from './plan.ts'

/** A run and another of the same plan right after it, as one; where the second has measured nothing, with the numbers of the first. */
export function joined(first: Observation, second: Observation): Observation {
  const { measured: before } = first
  const { measured: after } = second
  return {
    plan: joinPlans(first.plan, second.plan),
    ending: { ...second.ending, errors: [...first.ending.errors, ...second.ending.errors] },
    measured: before && after ? joinMeasured(before, after) : before,
    parts: [first, second],
  }
}

function joinPlans(first: LoadPlan, second: LoadPlan): LoadPlan {
  return { ...first, blocks: first.blocks + second.blocks, shape: joinShapes(first.shape, second.shape) }
}

function joinShapes(first: Shape, second: Shape): Shape {
  if (first.kind !== 'iterations' && second.kind !== 'iterations') {
    return { ...first, durationMs: first.durationMs + second.durationMs }
  }
  if (first.kind !== 'iterations' || second.kind !== 'iterations') throw new Error('Both are of one plan.')
  const { iterations, longestMs } = second
  return { ...first, iterations: first.iterations + iterations, longestMs: first.longestMs + longestMs }
}

function joinMeasured(first: Measured, second: Measured): Measured {
  const { turns: before } = first
  const { turns: after } = second
  return {
    subject: join(first.subject, second.subject),
    turns: before &&
      after && { base: join(before.base, after.base), candidate: join(before.candidate, after.candidate) },
    // Only a document has endpoints, and nothing of it is compared.
    endpoints: [],
    requests: first.requests + second.requests,
    period: { from: first.period.from, to: second.period.to },
    askedMs: [],
    scriptErrors: first.scriptErrors + second.scriptErrors,
    dropped: first.dropped + second.dropped,
    client: busier(first.client, second.client),
  }
}

/** The blocks of both stand side by side: each is a pair of its own, however long. */
function join(first: Measurement, second: Measurement): Measurement {
  const [a, b] = [first.summary, second.summary]
  const [requests, failed] = [a.requests + b.requests, a.failed + b.failed]
  const times = { elapsedMs: first.elapsedMs + second.elapsedMs, steadyMs: first.steadyMs + second.steadyMs }
  const latencyMs = mergeLatencies([a.latencyMs, b.latencyMs])
  const summary = {
    name: a.name,
    requests,
    failed,
    latencyMs,
    halves: [
      [...a.halves[0], ...b.halves[0]],
      [...a.halves[1], ...b.halves[1]],
    ] satisfies Measurement['summary']['halves'],
    receivedBytes: a.receivedBytes + b.receivedBytes,
    sentBytes: a.sentBytes + b.sentBytes,
  }
  const failures = mergeFailures([...first.failures, ...second.failures])
  return { ...sample(summary, times), failures, answered: first.answered + second.answered, summary }
}

/** What spoils a part spoils the whole. */
function busier(first: Client | undefined, second: Client | undefined): Client | undefined {
  if (!first || !second) return first ?? second
  const waited = [first.waitedTimes, second.waitedTimes].filter((times) => times !== undefined)
  return {
    cores: first.cores,
    cpuShare: Math.max(first.cpuShare, second.cpuShare),
    ...(waited.length > 0 && { waitedTimes: Math.max(...waited) }),
  }
}
