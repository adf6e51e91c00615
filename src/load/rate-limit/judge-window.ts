import type { Check } from './check.ts'
import type { Course } from './course.ts'
import type { Burst, Refill, Retry } from './event.ts'
import { seconds } from './limit.ts'

const check = 'window'
/** Retry-After is in whole seconds, so that a client may come so much after the start of a window. */
const roundedMs = 1000
/** Clocks and networks. */
const slackMs = 100

/** Whether the quota comes back no sooner than the window says. */
export function judgeWindow(course: Course): Check {
  const burst = course.bursts.at(-1)
  const windowMs = burst?.limit?.windowMs ?? null
  if (!burst?.limit || windowMs === null || burst.ending?.status !== 429) {
    const why = burst?.ending?.status === 429 ? 'Nobody says how long a window is.' : 'There was no 429.'
    return { check, verdict: 'NOT-VERIFIED', message: why }
  }
  const limit = { requests: burst.limit.requests, windowMs }
  if (course.refill)
    return judgeRefill(burst, course.refill, {
      limit,
      retries: course.refillRetries,
      neededMs: course.outOfTime?.neededMs,
    })
  const [served] = course.retries.filter(({ answer }) => answer.served)
  if (course.bursts.length === 1 && !served) {
    return { check, verdict: 'NOT-VERIFIED', message: 'The client was not served again.' }
  }
  return {
    check,
    verdict: 'PASS',
    message: `Who waits as told is served again after the window of ${seconds(windowMs)}, not sooner.`,
  }
}

interface Rule {
  readonly limit: { readonly requests: number; readonly windowMs: number }
  readonly retries: readonly Retry[]
  /** How long a run would take, where there was no time for them. */
  readonly neededMs: number | undefined
}

function judgeRefill(burst: Burst, refill: Refill, { limit, retries, neededMs }: Rule): Check {
  const { requests, windowMs } = limit
  const back = refill.served
  const afterMs = refill.endedAt - burst.startedAt
  const shorter = (message: string): Check => ({ check, verdict: 'FAIL', code: 'window-shorter', message })
  const rule = `${requests} in ${seconds(windowMs)}`
  if (burst.servedInWindow + back > 2 * requests) {
    return shorter(
      `${burst.servedInWindow + back} requests were served within ${seconds(afterMs)}: ${rule} never lets so many through.`,
    )
  }
  // One more for the moment between the refill and the request.
  if (back <= Math.floor((requests * (refill.endedAt - burst.startedAt)) / windowMs) + 1) {
    return {
      check,
      verdict: 'PASS',
      message: `${back} of the quota were back after ${seconds(afterMs)}: a bucket that is refilled by ${rule}.`,
    }
  }
  if (back < requests) {
    return shorter(`${back} of the quota were back after ${seconds(afterMs)}, more than ${rule} gives.`)
  }
  if (retries.length === 0) {
    const message = `The whole quota was back after ${seconds(afterMs)}, and no time was left to see when it is again.`
    const advice = neededMs === undefined ? '' : ` Give it that: -d ${Math.ceil(neededMs / 1000) + 1}.`
    return { check, verdict: 'INCONCLUSIVE', code: 'window-too-long', message: `${message}${advice}` }
  }
  const again = retries.find(({ answer }) => answer.served)?.answer.sentAt ?? Number.POSITIVE_INFINITY
  const onceMoreMs = again - refill.servedAgainAt
  if (onceMoreMs < windowMs - roundedMs - slackMs) {
    return shorter(
      `The quota was back after ${seconds(afterMs)}, and ${seconds(onceMoreMs)} later once more: the window is shorter than ${seconds(windowMs)}.`,
    )
  }
  return { check, verdict: 'PASS', message: 'A window had begun before the first request, and the next one was whole.' }
}
