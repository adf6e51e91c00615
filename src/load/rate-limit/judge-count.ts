import { count } from '../../base/text.ts'
import type { Check } from './check.ts'
import type { Course } from './course.ts'
import type { Burst } from './event.ts'
import { explanations } from './explanations.ts'
import { judgeUnrefused } from './judge-unrefused.ts'
import { rateLimitText, seconds } from './limit.ts'

const check = 'limit'

/** Whether the first 429 comes where it is to come. */
export function judgeCount(course: Course): Check {
  const burst = course.bursts.at(-1)
  if (!burst) return { check, verdict: 'NOT-VERIFIED', message: 'Nothing was asked.' }
  if (burst.ending?.status !== 429) return judgeUnrefused(burst)
  if (burst.served === 0) {
    const waited = course.bursts.length > 1 ? ', also after a whole window' : ''
    const message = `The first request was refused with 429${waited}: of what is served, nothing was seen. Run it again when the quota is there, or as a client of its own (-H).`
    return { check, verdict: 'INVALID', code: 'refused-from-start', message }
  }
  if (!burst.limit) {
    return { check, verdict: 'PASS', message: `${place(burst)}. Nobody says where it is to come.` }
  }
  return compare(burst, burst.limit, course)
}

function compare(burst: Burst, limit: NonNullable<Burst['limit']>, course: Course): Check {
  const { servedInWindow } = burst
  const expected = rateLimitText(limit)
  const off = servedInWindow - limit.requests
  const [before] = course.bursts
  if (off === 0) {
    if (course.bursts.length === 1 || !before)
      return { check, verdict: 'PASS', message: `${place(burst)}, as ${expected} ask for.` }
    return { check, verdict: 'PASS', ...afterAll(burst, before, limit) }
  }
  if (off > 0 && off <= refilled(burst, limit)) {
    const message = `${place(burst)}: ${expected}, and ${off} more that a token bucket refills in that time.`
    return { check, verdict: 'PASS', message }
  }
  const way = off < 0 ? 'early' : 'late'
  const told = `${place(burst)}, ${count(Math.abs(off), 'request')} too ${way} for ${expected}.`
  const fits = explanations(course, limit)
  const message = [told, ...(fits.length > 0 ? [`What fits: ${fits.join('; ')}.`] : [])].join(' ')
  if (course.bursts.length === 1 && mayBeStale(burst, limit)) {
    return { check, verdict: 'INCONCLUSIVE', code: 'not-fresh', message: `${message} ${why(course)}` }
  }
  return { check, verdict: 'FAIL', code: off < 0 ? 'first-429-early' : 'first-429-late', message }
}

/** A first burst that was off, and a second one that is right. */
function afterAll(
  burst: Burst,
  before: Burst,
  limit: NonNullable<Burst['limit']>,
): { message: string; advice?: string } {
  const right = `${place(burst)} of a whole window, as ${rateLimitText(limit)} ask for.`
  if (before.servedInWindow < limit.requests) {
    return { message: `${right} Before that it was after ${before.served}: a part of the quota had been used.` }
  }
  return {
    message: `${right} Before that it was after ${before.served}, because a window ended meanwhile.`,
    advice: `At the border of two windows, ${2 * limit.requests} requests may come at once. A sliding window or a token bucket does not let them.`,
  }
}

/** What a bucket that is refilled steadily gains during the burst. */
function refilled(burst: Burst, { requests, windowMs }: NonNullable<Burst['limit']>): number {
  return windowMs === null ? 0 : Math.floor((requests * durationOf(burst)) / windowMs)
}

/** Whether what came before the run, or the border of a window, may be the cause: no limit lets more than twice its number through. */
function mayBeStale({ servedInWindow, first }: Burst, { requests }: NonNullable<Burst['limit']>): boolean {
  if (servedInWindow > requests) return servedInWindow <= 2 * requests
  const left = (first?.told.policies ?? []).filter(({ limit }) => limit === requests).map(({ remaining }) => remaining)
  return !left.some((remaining) => remaining !== null && remaining >= requests - 1)
}

function why({ outOfTime, retries }: Course): string {
  if (outOfTime?.before === 'burst') {
    const { neededMs } = outOfTime
    return `A burst after a whole window would tell: -d ${Math.ceil(neededMs / 1000) + 1}.`
  }
  return retries.at(-1)?.answer.served
    ? 'A burst after a whole window would tell, but nobody says how long one is: --expect-rate-limit=100/60s does.'
    : 'A burst after a whole window would tell, but the client was not served again.'
}

function place(burst: Burst): string {
  return `The first 429 came at request ${burst.served + 1}, ${seconds(durationOf(burst))} after the first request`
}

function durationOf({ startedAt, endedAt }: Burst): number {
  return endedAt - startedAt
}
