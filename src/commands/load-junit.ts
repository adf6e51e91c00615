import { gateText } from '../load/verdict.ts'
import { type JunitCase, junit } from '../report/junit.ts'
import type { LoadResult } from './load-result.ts'

const outcomes = { PASS: 'passed', FAIL: 'failure', INCONCLUSIVE: 'failure', INVALID: 'error' } as const

/** A test case for the measurement itself and one for each gate; a gate that is not decided has not passed. */
export function loadJunit(result: LoadResult): string {
  const { targets, gates, durationMs } = result
  const target = targets.at(-1)
  return junit({
    name: target ? `load ${target.method} ${target.url}` : 'load',
    seconds: durationMs / 1000,
    cases: [measurementCase(result), ...gates.map((gate) => gateCase(gate, result.verdict))],
  })
}

function measurementCase({ verdict, reasons, targets }: LoadResult): JunitCase {
  const own = reasons.filter(({ code }) => !code.startsWith('gate-'))
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
