import { z } from 'zod'
import { checkNames, checkVerdicts } from '../load/rate-limit/check.ts'
import { type Course, firstRefusal, lastRefusal } from '../load/rate-limit/course.ts'
import type { Burst } from '../load/rate-limit/event.ts'
import type { RateLimitVerdict } from '../load/rate-limit/judge.ts'
import type { RateLimitPlan } from '../load/rate-limit/plan.ts'

const number = z.number()
const limit = z.object({ requests: number, windowMs: number.nullable() })

/** What was found of a rate limit. */
export const rateLimitResult = z.object({
  /** What the user expects; null where nobody said. */
  expected: limit.nullable(),
  /** What the headers of the first answer tell, by the family of headers. */
  told: z.array(
    z.object({
      dialect: z.string(),
      name: z.string().nullable(),
      limit: number.nullable(),
      windowMs: number.nullable(),
      remaining: number.nullable(),
      resetMs: number.nullable(),
    }),
  ),
  /** Requests in a row until the first 429. There is a second burst, from the start of a window, where the first one gave another number than was to be found. */
  bursts: z.array(z.object({ served: number, refused: z.boolean(), durationMs: number })),
  /** The first refusal of all. */
  first429: z
    .object({
      /** From 1. */
      request: number,
      /** Since the first request. */
      afterMs: number,
      /** Those about rate limits, by their names in lower case. */
      headers: z.record(z.string(), z.string()),
    })
    .nullable(),
  retryAfterMs: number.nullable(),
  /** From the last 429 before the wait until the client was served again. */
  recoveredAfterMs: number.nullable(),
  /** Who asked while the first client was refused, and how it was answered; 0 is no answer. */
  otherClient: z
    .object({ by: z.enum(['address', 'headers']), names: z.array(z.string()), status: number.nullable() })
    .nullable(),
  checks: z.array(
    z.object({
      check: z.enum(checkNames),
      verdict: z.enum(checkVerdicts),
      /** Of the reason, unless the check has passed or could not be made. */
      code: z.string().nullable(),
      message: z.string(),
    }),
  ),
})
export type RateLimitResult = z.infer<typeof rateLimitResult>

export function rateLimitResultOf(
  course: Course,
  { rateLimit }: RateLimitPlan,
  { checks }: RateLimitVerdict,
): RateLimitResult {
  const [burst] = course.bursts
  const refusal = lastRefusal(course)
  const recovered = course.retries.find(({ answer }) => answer.served)
  return {
    expected: rateLimit.expected && { ...rateLimit.expected },
    told: (burst?.first ?? burst?.ending)?.told.policies.map((policy) => ({ ...policy })) ?? [],
    bursts: course.bursts.map(({ served, ending, startedAt, endedAt }) => ({
      served,
      refused: ending?.status === 429,
      durationMs: endedAt - startedAt,
    })),
    first429: first429(course, burst),
    retryAfterMs: refusal?.told.retryAfterMs ?? null,
    recoveredAfterMs: recovered?.waitedMs ?? null,
    otherClient: otherClient(course, rateLimit.other),
    checks: checks.map((check) => ({
      check: check.check,
      verdict: check.verdict,
      code: 'code' in check ? check.code : null,
      message: check.message,
    })),
  }
}

function first429(course: Course, burst: Burst | undefined): RateLimitResult['first429'] {
  const refusal = firstRefusal(course)
  if (!refusal || !burst) return null
  return { request: burst.served + 1, afterMs: burst.endedAt - burst.startedAt, headers: refusal.headers }
}

function otherClient({ other: answer }: Course, other: RateLimitPlan['rateLimit']['other']) {
  if (!other) return null
  const names = other.by === 'address' ? [other.address] : [...other.names]
  return { by: other.by, names, status: answer?.status ?? null }
}
