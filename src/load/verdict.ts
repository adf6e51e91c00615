import { judgeBaseGate } from './base-gate.ts'
import type { Comparison } from './comparison.ts'
import type { Confidence } from './confidence.ts'
import { doubts } from './doubts.ts'
import type { Gate, JudgedGate, VerdictName } from './gate.ts'
import { judgeGate } from './judge-gate.ts'
import type { Measurement, Sample } from './measurement.ts'
import type { Observation } from './observation.ts'
import type { Reason } from './reason.ts'
import { nothing, successOf, type Unasked } from './success.ts'

export interface Verdict {
  readonly verdict: VerdictName
  readonly reasons: readonly Reason[]
  readonly gates: readonly JudgedGate[]
}

/** What a run has to hold. */
export interface GatesOfRun {
  /** As a whole. */
  readonly gates: readonly Gate[]
  /** Each of its endpoints, in the order of the plan. */
  readonly ofEndpoints: readonly (readonly Gate[])[]
  /** How surely a sampled value has to hold; the usual confidence when absent. */
  readonly confidence?: Confidence | undefined
}

/** What one run of k6 is worth; its exit code 0 proves nothing. */
export function judge(
  observation: Observation,
  { gates, ofEndpoints, confidence }: GatesOfRun,
  comparison: Comparison | undefined,
): Verdict {
  const { plan, measured } = observation
  const judged = [
    ...judgeGates(gates, measured?.subject, { comparison, confidence }),
    ...judgeEndpoints(plan, measured?.endpoints ?? [], ofEndpoints),
  ]
  return verdictOf(judged, [...doubts(observation)], unasked(observation, { gates, ofEndpoints }, comparison))
}

function unasked({ measured, plan }: Observation, gates: GatesOfRun, comparison: Comparison | undefined): Unasked {
  if (comparison?.failing === 'candidate') return { failing: [failsMore(comparison)], undecided: [] }
  return measured ? successOf(measured, plan, gates) : nothing
}

/** The gates on a measurement as a whole; where nothing was asked, there is nothing to judge. */
export function judgeGates(
  gates: readonly Gate[],
  subject: Measurement | undefined,
  by: JudgedBy = {},
): readonly JudgedGate[] {
  return subject && subject.requests > 0 ? gates.map((gate) => judgeOne(gate, subject, by)) : []
}

/**
 * Judged gates, why the measurement is no good, and what no gate has asked for → the verdict. A measurement that is no good is INVALID, whatever the
 * gates say.
 */
export function verdictOf(
  gates: readonly JudgedGate[],
  doubtful: readonly Reason[],
  { failing, undecided: unjudged }: Unasked = nothing,
): Verdict {
  const named = (verdict: VerdictName) => gates.filter((gate) => gate.verdict === verdict)
  const invalid = [...doubtful, ...named('INVALID').map(tooShort)]
  if (invalid.length > 0) return { verdict: 'INVALID', reasons: invalid, gates }
  const failed = [
    ...failing,
    ...named('FAIL').map((gate) => ({
      code: 'gate-failed' as const,
      message: `${gateText(gate)} does not hold: ${gate.reason}`,
    })),
  ]
  const undecided = [
    ...named('INCONCLUSIVE').map((gate) => ({
      code: 'gate-undecided' as const,
      message: `${gateText(gate)}: ${gate.reason}`,
    })),
    ...unjudged,
  ]
  const verdict = failed.length > 0 ? 'FAIL' : undecided.length > 0 ? 'INCONCLUSIVE' : 'PASS'
  return { verdict, reasons: [...failed, ...undecided], gates }
}

interface JudgedBy {
  readonly comparison?: Comparison | undefined
  readonly confidence?: Confidence | undefined
}

function judgeOne(gate: Gate, subject: Measurement, { comparison, confidence }: JudgedBy): JudgedGate {
  if (!gate.ofBase) return judgeGate(gate, subject, confidence)
  if (!comparison) throw new Error(`A gate of a base has a base: ${gate.text}`)
  return judgeBaseGate(gate, comparison)
}

/** Those that got no request are told among the doubts. */
function judgeEndpoints(
  { arms }: Observation['plan'],
  samples: readonly Sample[],
  ofEndpoints: GatesOfRun['ofEndpoints'],
): readonly JudgedGate[] {
  const endpoints = arms.at(-1)?.endpoints ?? []
  return samples.flatMap((sample, index) => {
    const endpoint = endpoints[index]
    if (!endpoint || sample.requests === 0) return []
    const name = `${endpoint.method} ${endpoint.path}`
    return (ofEndpoints[index] ?? []).map((gate) => ({ ...judgeGate(gate, sample), endpoint: name }))
  })
}

/** `GET /users/{id}: p99<200`, as it is told. */
export function gateText({ gate, endpoint }: Pick<JudgedGate, 'gate' | 'endpoint'>): string {
  return endpoint === undefined ? gate : `${endpoint}: ${gate}`
}

function tooShort(gate: JudgedGate): Reason {
  return { code: 'too-short', message: `${gateText(gate)}: ${gate.reason}` }
}

/** Said without any gate, because nobody wants what fails, however fast. */
function failsMore({ rows }: Comparison): Reason {
  const { base, candidate } = rows.find(({ metric }) => metric === 'success') ?? { base: 0, candidate: 0 }
  const [from, to] = [base, candidate].map((percent) => `${(percent ?? 0).toFixed(2)} %`)
  return { code: 'candidate-fails', message: `${to} of the requests succeed, of the base ${from}.` }
}
