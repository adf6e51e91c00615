import { gateText } from '../load/verdict.ts'
import { type JunitCase, junit } from '../report/junit.ts'
import type { LoadResult } from './load-result.ts'
import type { RateLimitResult } from './rate-limit-result.ts'
import { checkName } from './rate-limit-words.ts'

const outcomes = {
  PASS: 'passed',
  FAIL: 'failure',
  INCONCLUSIVE: 'failure',
  INVALID: 'error',
  'NOT-VERIFIED': 'skipped',
} as const

/** A test case for the measurement itself and one for each gate, or each check of a rate limit; what is not decided has not passed. */
export function loadJunit(result: LoadResult): string {
  const { name, targets, gates, rateLimit, durationMs } = result
  const target = targets.at(-1)
  return junit({
    name: name ?? (target ? `load ${target.method} ${target.url}` : 'load'),
    seconds: durationMs / 1000,
    cases: [
      measurementCase(result),
      ...gates.map((gate) => gateCase(gate, result.verdict)),
      ...(rateLimit?.checks ?? []).map(checkCase),
    ],
  })
}

function measurementCase({ verdict, reasons, targets, rateLimit }: LoadResult): JunitCase {
  const ofChecks = rateLimit?.checks.map(({ code }) => code) ?? []
  const own = reasons.filter(({ code }) => !code.startsWith('gate-') && !ofChecks.includes(code))
  const message = own.map(({ code, message: text }) => `${code}: ${text}`).join('\n')
  const requests = targets.at(-1)?.requests.total ?? 0
  if (own.length === 0) return { name: 'measurement', outcome: 'passed', message: `${requests} requests` }
  return { name: 'measurement', outcome: verdict === 'INVALID' ? 'error' : 'failure', message }
}

/** A gate of a measurement that is no good has not been tested. */
function gateCase(gate: LoadResult['gates'][number], whole: LoadResult['verdict']): JunitCase {
  const { verdict, reason } = gate
  const outcome = whole === 'INVALID' ? 'skipped' : outcomes[verdict]
  return { name: gateText(gate), outcome, message: verdict === 'PASS' ? reason : `${verdict}: ${reason}` }
}

function checkCase(check: RateLimitResult['checks'][number]): JunitCase {
  const { verdict, code, message } = check
  return {
    name: checkName(check),
    outcome: outcomes[verdict],
    message: code === null ? message : `${code}: ${message}`,
  }
}
