import { judgeBaseGate } from './base-gate.ts'
import type { Comparison } from './comparison.ts'
import { doubts } from './doubts.ts'
import type { Gate, JudgedGate, VerdictName } from './gate.ts'
import { judgeGate } from './judge-gate.ts'
import type { Measurement } from './measurement.ts'
import type { Observation } from './observation.ts'

/** Each code has a row in docs/guides/load-tests.md. */
export const reasonCodes = [
  'interrupted',
  'k6-failed',
  'script-error',
  'no-requests',
  'nothing-answered',
  'dropped-iterations',
  'rate-not-reached',
  'client-saturated',
  'control-differs',
  'invalid-part',
  'runs-apart',
  'too-short',
  'candidate-fails',
  'gate-failed',
  'gate-undecided',
] as const

export interface Reason {
  readonly code: (typeof reasonCodes)[number]
  readonly message: string
}

export interface Verdict {
  readonly verdict: VerdictName
  readonly reasons: readonly Reason[]
  readonly gates: readonly JudgedGate[]
}

/** What one run of k6 is worth; its exit code 0 proves nothing. */
export function judge(observation: Observation, gates: readonly Gate[], comparison: Comparison | undefined): Verdict {
  return verdictOn(observation.measured?.subject, [...doubts(observation)], { gates, comparison })
}

/** A measurement that is no good is INVALID, whatever the gates say. */
export function verdictOn(
  subject: Measurement | undefined,
  doubtful: readonly Reason[],
  { gates, comparison }: { readonly gates: readonly Gate[]; readonly comparison?: Comparison | undefined },
): Verdict {
  const judged = subject && subject.requests > 0 ? gates.map((gate) => judgeOne(gate, subject, comparison)) : []
  const named = (verdict: VerdictName) => judged.filter((gate) => gate.verdict === verdict)
  const invalid = [...doubtful, ...named('INVALID').map(tooShort)]
  if (invalid.length > 0) return { verdict: 'INVALID', reasons: invalid, gates: judged }
  const failed = [
    ...(comparison?.failing === 'candidate' ? [failsMore(comparison)] : []),
    ...named('FAIL').map(({ gate, reason }) => ({
      code: 'gate-failed' as const,
      message: `${gate} does not hold: ${reason}`,
    })),
  ]
  const undecided = named('INCONCLUSIVE').map(({ gate, reason }) => ({
    code: 'gate-undecided' as const,
    message: `${gate}: ${reason}`,
  }))
  const verdict = failed.length > 0 ? 'FAIL' : undecided.length > 0 ? 'INCONCLUSIVE' : 'PASS'
  return { verdict, reasons: [...failed, ...undecided], gates: judged }
}

function judgeOne(gate: Gate, subject: Measurement, comparison: Comparison | undefined): JudgedGate {
  if (!gate.ofBase) return judgeGate(gate, subject)
  if (!comparison) throw new Error(`A gate of a base has a base: ${gate.text}`)
  return judgeBaseGate(gate, comparison)
}

function tooShort({ gate, reason }: JudgedGate): Reason {
  return { code: 'too-short', message: `${gate}: ${reason}` }
}

/** Said without any gate, because nobody wants what fails, however fast. */
function failsMore({ rows }: Comparison): Reason {
  const { base, candidate } = rows.find(({ metric }) => metric === 'success') ?? { base: 0, candidate: 0 }
  const [from, to] = [base, candidate].map((percent) => `${(percent ?? 0).toFixed(2)} %`)
  return { code: 'candidate-fails', message: `${to} of the requests succeed, of the base ${from}.` }
}
