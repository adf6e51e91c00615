import { count } from '../../base/text.ts'
import type { Check } from './check.ts'
import type { Answer, Burst } from './event.ts'
import { rateLimitText, seconds } from './limit.ts'

const check = 'limit'

/** A burst that did not end with a 429. */
export function judgeUnrefused(burst: Burst): Check {
  return burst.ending ? judgeEnding(burst, burst.ending) : judgeServed(burst)
}

function judgeEnding({ served }: Burst, ending: Answer): Check {
  const { status, error } = ending
  const what = status > 0 ? `answered with ${status}` : `not answered (k6 error ${error})`
  if (served > 0 && limits(ending)) {
    const message = `Request ${served + 1} was refused with ${status} instead of 429 (RFC 6585).`
    return { check, verdict: 'FAIL', code: 'other-status', message }
  }
  const advice =
    status > 0
      ? `Is it the right request? With --expect-status ${status} this is what is served.`
      : 'Is the service well?'
  const message = `Request ${served + 1} was ${what}, and no 429 had come. ${advice}`
  return { check, verdict: 'INVALID', code: 'not-served', message }
}

/** Whether an answer speaks of a limit, whatever its status. */
function limits({ status, told }: Answer): boolean {
  return status >= 400 && (told.retryAfterMs !== null || told.policies.some(({ remaining }) => remaining === 0))
}

function judgeServed({ limit, served, servedInWindow, startedAt, endedAt }: Burst): Check {
  const all = `All of ${count(served, 'request')} in ${seconds(endedAt - startedAt)} were served`
  // Twice the limit is what a fixed window lets through at its border, and nothing lets through more.
  if (limit && servedInWindow <= 2 * limit.requests) {
    const message = `${all}. That many do not show whether there is a limit of ${rateLimitText(limit)}: ask faster (-c 10 asks so many at a time), or more often (--iterations ${2 * limit.requests + 1}).`
    return { check, verdict: 'INVALID', code: 'limit-not-reached', message }
  }
  const expected = limit ? `, and ${rateLimitText(limit)} were to be the limit` : ''
  return { check, verdict: 'FAIL', code: 'no-rate-limit', message: `${all}${expected}: there was no 429.` }
}
