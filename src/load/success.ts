import type { Gate } from './gate.ts'
import type { Measurement, Sample } from './measurement.ts'
import type { Measured } from './observation.ts'
import type { LoadPlan } from './plan.ts'
import type { Reason } from './reason.ts'
import type { GatesOfRun } from './verdict.ts'

/** More failures than this change what the gates on the others are worth. */
export const tolerableFailures = 0.01

/** What no gate has asked for and a verdict has to say all the same. */
export interface Unasked {
  readonly failing: readonly Reason[]
  readonly undecided: readonly Reason[]
}

export const nothing: Unasked = { failing: [], undecided: [] }

/** Some requests, the gates on them, and how they are told: `requests`, or `requests to GET /users`. */
interface Asked {
  readonly sample: Pick<Sample, 'requests' | 'successful' | 'failed'>
  readonly gates: readonly Pick<Gate, 'metric'>[]
  readonly name: string
}

/** What there is to say of success, whether or not a gate asks for it. */
export function successOf(
  { subject, endpoints }: Measured,
  { arms }: LoadPlan,
  { gates, ofEndpoints }: GatesOfRun,
): Unasked {
  const planned = arms.at(-1)?.endpoints ?? []
  const each = planned.flatMap(({ method, path }, index): readonly Asked[] => {
    const own = ofEndpoints[index] ?? []
    const sample = endpoints[index]
    // A gate on the success of all is one on the success of each, only a weaker one.
    return sample
      ? [{ sample, gates: own.length > 0 ? [...own, ...gates] : [], name: `requests to ${method} ${path}` }]
      : []
  })
  return successIn(subject, gates, each)
}

/** The same of a measurement and, where it has several, its endpoints. */
export function successIn(subject: Measurement, gates: Asked['gates'], endpoints: readonly Asked[] = []): Unasked {
  const whole = { sample: subject, gates, name: 'requests' }
  const why = subject.failures.map(({ label, count }) => `${label}: ${count}`).join(', ')
  const failing = [...nothingSucceeded(whole, why)]
  return {
    failing: failing.length > 0 ? failing : endpoints.flatMap((each) => [...nothingSucceeded(each)]),
    undecided: failing.length > 0 ? [] : [whole, ...endpoints].flatMap((each) => [...unjudgedFailures(each)]),
  }
}

/** Said without any gate: nobody sets out to measure failures. */
function* nothingSucceeded({ sample: { requests, successful }, name }: Asked, why = ''): Iterable<Reason> {
  if (requests === 0 || successful > 0) return
  yield { code: 'nothing-succeeded', message: `None of ${requests} ${name} succeeded${why && ` (${why})`}.` }
}

/** Latencies are of successful requests, and a rate is of all, so that gates on them hold however many fail. */
function* unjudgedFailures({ sample: { requests, failed }, gates, name }: Asked): Iterable<Reason> {
  if (gates.length === 0 || gates.some(({ metric }) => metric === 'success')) return
  if (failed <= requests * tolerableFailures) return
  const share = `${((100 * failed) / requests).toFixed(1)} %`
  const message = `${failed} of ${requests} ${name} failed (${share}), and no gate is about that. Add one, such as success>99.5%.`
  yield { code: 'failures-unjudged', message }
}
