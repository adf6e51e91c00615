import type { Check } from './check.ts'
import { type Course, firstRefusal, lastRefusal } from './course.ts'
import { seconds } from './limit.ts'
import type { RateLimit } from './plan.ts'

/** Retry-After is in whole seconds. */
const roundedMs = 1000

/** Whether a client that does as Retry-After says is served. */
export function judgeRetryAfter(course: Course, expected: RateLimit | null): Check {
  const check = 'retry-after'
  const refusal = lastRefusal(course)
  if (!refusal) return { check, verdict: 'NOT-VERIFIED', message: 'There was no 429.' }
  const { retryAfterMs, unreadable } = refusal.told
  const fail = (message: string): Check => ({ check, verdict: 'FAIL', code: 'retry-after-wrong', message })
  const bad = unreadable.find(({ header }) => header === 'retry-after')
  if (bad) return fail(`Retry-After: ${bad.why}`)
  if (retryAfterMs === null) {
    return {
      check,
      verdict: 'NOT-VERIFIED',
      message: 'The 429 has no Retry-After.',
      advice: 'Send Retry-After with each 429 (RFC 6585 allows it): else clients guess, and most come back too early.',
    }
  }
  const said = `Retry-After says ${seconds(retryAfterMs)}`
  if (expected && retryAfterMs > expected.windowMs + roundedMs) {
    return fail(`${said}, and the window is one of ${seconds(expected.windowMs)}.`)
  }
  const [retry] = course.retries
  if (!retry)
    return { check, verdict: 'NOT-VERIFIED', message: `${said}, and there was no time to see whether that is right.` }
  const after = seconds(retry.waitedMs)
  if (retry.answer.status !== 429) return { check, verdict: 'PASS', message: `${said}: after ${after} no 429 came.` }
  const [actual] = course.retries.filter(({ answer }) => answer.served)
  const then = actual ? `It was served ${seconds(actual.waitedMs)} after that 429.` : ''
  return fail(`${said}, and after ${after} the client was still refused. ${then}`.trim())
}

/** Whether the client is served again, and within the window. */
export function judgeRecovery(course: Course, expected: RateLimit | null): Check {
  const check = 'recovery'
  if (!firstRefusal(course)) return { check, verdict: 'NOT-VERIFIED', message: 'There was no 429.' }
  const fail = (message: string): Check => ({ check, verdict: 'FAIL', code: 'not-recovered', message })
  const last = course.retries.at(-1)
  if (!last || (last.answer.status === 429 && course.outOfTime?.before === 'retry')) {
    const said = last ? `The client was still refused after ${seconds(last.waitedMs)}` : 'The client has to wait'
    return outOfTime(course, said)
  }
  const after = seconds(last.waitedMs)
  if (last.answer.status === 429) return fail(`${after} after the 429 the client was still refused.`)
  if (!last.answer.served) return fail(`${after} after the 429 the answer was ${last.answer.status}.`)
  if (last.basis === 'last') {
    return fail(
      `After a whole window the client was still refused; it was served ${after} after the 429, a window after its last try.`,
    )
  }
  if (expected && last.waitedMs > expected.windowMs + 2 * roundedMs) {
    return fail(`The client was served again after ${after}, and the window is one of ${seconds(expected.windowMs)}.`)
  }
  const exact = last.basis === 'guess' ? ', at the latest' : ''
  return { check, verdict: 'PASS', message: `The client was served again ${after} after the 429${exact}.` }
}

function outOfTime({ outOfTime: short }: Course, said: string): Check {
  const neededMs = short?.neededMs ?? 0
  const message = `${said}, and until then the run takes ${seconds(neededMs)}. Give it that: -d ${Math.ceil(neededMs / 1000) + 1}.`
  return { check: 'recovery', verdict: 'INCONCLUSIVE', code: 'window-too-long', message }
}
