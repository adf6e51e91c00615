import type { K6Run } from '../ports.ts'
import { type Gate, type JudgedGate, judgeGate, type VerdictName } from './gate.ts'
import type { Measurement } from './measurement.ts'

export interface Reason {
  readonly code:
    | 'interrupted'
    | 'k6-failed'
    | 'no-requests'
    | 'nothing-answered'
    | 'script-error'
    | 'too-short'
    | 'gate-failed'
    | 'gate-undecided'
  readonly message: string
}

export interface Verdict {
  readonly verdict: VerdictName
  readonly reasons: readonly Reason[]
  readonly gates: readonly JudgedGate[]
}

/** How k6 itself ended. */
type Ending = Omit<K6Run, 'summary'>

/** A measurement that is no good is INVALID, whatever the gates say; k6's exit code 0 proves nothing. */
export function judge(measured: Measurement | undefined, ending: Ending, gates: readonly Gate[]): Verdict {
  const judged = measured && measured.requests > 0 ? gates.map((gate) => judgeGate(gate, measured)) : []
  const invalid = [...doubts(measured, ending), ...judged.filter(({ verdict }) => verdict === 'INVALID').map(tooShort)]
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

function* doubts(measured: Measurement | undefined, { exitCode, interrupted, errors }: Ending): Iterable<Reason> {
  if (interrupted) yield { code: 'interrupted', message: 'The run was interrupted before its end.' }
  else if (exitCode !== 0 || !measured) {
    const detail = errors[0] ? `: ${errors[0]}` : '.'
    yield { code: 'k6-failed', message: `k6 ended with exit code ${exitCode}${detail}` }
  }
  if (!measured) return
  const { requests, answered, failures, summary } = measured
  if (summary.scriptErrors > 0) {
    const detail = errors[0] ? ` The first: ${errors[0]}` : ''
    yield { code: 'script-error', message: `The script threw in ${summary.scriptErrors} iterations.${detail}` }
  }
  if (requests === 0) yield { code: 'no-requests', message: 'Not one request was made in the measured part.' }
  else if (answered === 0) {
    const why = failures.map(({ label, count }) => `${label}: ${count}`).join(', ')
    yield {
      code: 'nothing-answered',
      message: `None of ${requests} requests was answered (${why}). Is the service up?`,
    }
  }
}
