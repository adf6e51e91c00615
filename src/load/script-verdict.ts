import { type Client, saturation } from './client.ts'
import { endingText, tolerableDrops } from './doubts.ts'
import type { Gate, JudgedGate } from './gate.ts'
import type { Reason } from './reason.ts'
import type { ScriptMeasured, Threshold } from './script-summary.ts'
import { nothing, successIn, tolerableFailures, type Unasked } from './success.ts'
import { judgeGates, type Verdict, verdictOf } from './verdict.ts'

/** A whole run of a script of the user. */
export interface ScriptRun {
  readonly ending: {
    readonly exitCode: number
    readonly interrupted: boolean
    readonly errors: readonly string[]
    readonly exceptions: number
  }
  /** Undefined when k6 did not get to its end. */
  readonly measured: ScriptMeasured | undefined
  readonly client: Client | undefined
}

/** Thresholds were crossed, or the script itself said that it fails: both are what a script is run for. */
const crossed = 99
const failedByScript = 110

/** Its thresholds count as gates, beside those of the command line. */
export function judgeScript(run: ScriptRun, gates: readonly Gate[]): Verdict {
  const { measured, ending } = run
  const own = (measured?.thresholds ?? []).map(judgeThreshold)
  const asked = judgeGates(gates, measured?.subject)
  const failed: readonly Reason[] =
    ending.exitCode === failedByScript
      ? [{ code: 'gate-failed', message: `The script has called the test failed. ${ending.errors[0] ?? ''}`.trim() }]
      : []
  const { failing, undecided } = measured ? successOf(measured, gates) : nothing
  return verdictOf([...own, ...asked], [...doubtsOf(run)], { failing: [...failed, ...failing], undecided })
}

/** Its thresholds may be about success, and k6 itself makes nothing of checks that fail. */
function successOf({ subject, thresholds, checks }: ScriptMeasured, gates: readonly Gate[]): Unasked {
  const about = (metric: string) => thresholds.filter(({ text }) => text.startsWith(metric))
  const judged = [...gates, ...thresholds.map(() => ({ metric: 'threshold' }))]
  const { failing, undecided } = successIn(subject, about('http_req_failed').length > 0 ? [] : judged)
  const all = checks.passes + checks.fails
  if (about('checks').length > 0 || checks.fails <= all * tolerableFailures) return { failing, undecided }
  const message = `${checks.fails} of ${all} checks of the script failed, and no threshold is about them. Add one, such as checks: ['rate>0.99'].`
  return { failing, undecided: [...undecided, { code: 'failures-unjudged', message }] }
}

function judgeThreshold({ text, holds, value, measured }: Threshold): JudgedGate {
  const verdict = !holds ? 'FAIL' : measured ? 'PASS' : 'INCONCLUSIVE'
  const shown =
    value === undefined ? 'k6 has judged it.' : `It is ${Math.round(value * 100) / 100}, as k6 has judged it.`
  const reason = measured ? shown : 'Nothing was measured, and k6 lets a threshold hold then.'
  return { gate: text, verdict, value: value ?? 0, interval: null, reason }
}

function* doubtsOf({ ending, measured, client }: ScriptRun): Iterable<Reason> {
  const { exitCode, interrupted, errors, exceptions } = ending
  if (interrupted) yield { code: 'interrupted', message: 'The run was interrupted before its end.' }
  else if (![0, crossed, failedByScript].includes(exitCode) || !measured) {
    yield { code: 'k6-failed', message: endingText(ending, measured !== undefined) }
  }
  if (exceptions > 0) {
    yield { code: 'script-error', message: `The script threw in ${exceptions} iterations. The first: ${errors[0]}` }
  }
  if (!measured) return
  const { subject, silent, unjudged, iterations, dropped } = measured
  if (subject.requests === 0) {
    yield { code: 'no-requests', message: 'The script made no HTTP request, and nothing else is measured.' }
  } else if (silent) {
    const message = `None of ${subject.requests} requests was answered. Is the service up?`
    yield { code: 'nothing-answered', message }
  }
  if (unjudged > 0) {
    const message = `The script has told k6 not to say of ${unjudged} of ${subject.requests} answers whether they are good (responseCallback null). Let it expect statuses: http.expectedStatuses().`
    yield { code: 'answers-unjudged', message }
  }
  if (dropped / (iterations + dropped) > tolerableDrops) {
    const message = `${dropped} iterations were due and not made: no virtual user was free. Give the scenario more maxVUs, or a lower rate.`
    yield { code: 'dropped-iterations', message }
  }
  yield* saturation(client)
}
