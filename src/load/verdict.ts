import { doubts } from './doubts.ts'
import { type Gate, type JudgedGate, judgeGate, type VerdictName } from './gate.ts'
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
  'too-short',
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

/** A measurement that is no good is INVALID, whatever the gates say; k6's exit code 0 proves nothing. */
export function judge(observation: Observation, gates: readonly Gate[]): Verdict {
  const subject = observation.measured?.subject
  const judged = subject && subject.requests > 0 ? gates.map((gate) => judgeGate(gate, subject)) : []
  const invalid = [...doubts(observation), ...judged.filter(({ verdict }) => verdict === 'INVALID').map(tooShort)]
  if (invalid.length > 0) return { verdict: 'INVALID', reasons: invalid, gates: judged }
  const failed = judged.filter(({ verdict }) => verdict === 'FAIL')
  const undecided = judged.filter(({ verdict }) => verdict === 'INCONCLUSIVE')
  const reasons = [
    ...failed.map(({ gate, reason }) => ({
      code: 'gate-failed' as const,
      message: `${gate} does not hold: ${reason}`,
    })),
    ...undecided.map(({ gate, reason }) => ({ code: 'gate-undecided' as const, message: `${gate}: ${reason}` })),
  ]
  const verdict = failed.length > 0 ? 'FAIL' : undecided.length > 0 ? 'INCONCLUSIVE' : 'PASS'
  return { verdict, reasons, gates: judged }
}

function tooShort({ gate, reason }: JudgedGate): Reason {
  return { code: 'too-short', message: `${gate}: ${reason}` }
}
