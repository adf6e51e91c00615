import { type Course, lastRefusal } from './course.ts'
import type { Burst } from './event.ts'

/** The mechanisms that would give another number than the limit, as far as the course fits them. */
export function explanations(course: Course, limit: NonNullable<Burst['limit']>): readonly string[] {
  const burst = course.bursts.at(-1)
  if (!burst) return []
  const whole = course.bursts.length > 1
  return burst.servedInWindow < limit.requests
    ? [...early(burst, limit, whole), ...spaced(course, limit)]
    : [...late(burst, limit, whole)]
}

function* early({ servedInWindow, first }: Burst, { requests }: NonNullable<Burst['limit']>, whole: boolean) {
  const told = first?.told.policies.find((policy) => policy.limit === requests)?.remaining ?? null
  if (!whole && told !== null && told < requests - 1) {
    yield `${requests - 1 - told} of the quota were used before the run, as the first answer says`
  } else if (!whole && told === null) yield 'a part of the quota was used before the run'
  if (servedInWindow === requests - 1) yield 'the limit itself is refused (>= where > is meant)'
  else if (whole) yield 'a limit that is set lower'
}

/** A bucket that is smaller than the limit, and refilled at its rate, has room again long before the window is over. */
function spaced(course: Course, { requests, windowMs }: NonNullable<Burst['limit']>): readonly string[] {
  const [retry] = course.retries
  const soon = windowMs !== null && requests > 1 && lastRefusal(course) && retry?.answer.served
  return soon && retry.waitedMs < windowMs / 2
    ? [`a bucket of ${course.bursts.at(-1)?.served} that is refilled steadily, which wants requests spaced`]
    : []
}

function* late({ servedInWindow }: Burst, { requests }: NonNullable<Burst['limit']>, whole: boolean) {
  if (!whole && servedInWindow <= 2 * requests) {
    yield `a fixed window that ended meanwhile, at whose border ${2 * requests} pass`
  }
  if (servedInWindow === requests + 1) yield 'one more than the limit is served (> where >= is meant)'
  else if (whole || servedInWindow > 2 * requests) yield 'a limit that is set higher'
  if (requests > 1 && servedInWindow % requests === 0) {
    yield `${servedInWindow / requests} processes or servers that each count for themselves`
  }
}
