import type { Check } from './check.ts'
import { type Course, firstRefusal } from './course.ts'
import type { Answer, Burst, Policy } from './event.ts'
import { rateLimitText, seconds } from './limit.ts'
import type { RateLimit } from './plan.ts'

const check = 'headers'
/** Headers tell whole seconds, some rounded up and some down. */
const roundedMs = 1000

/** Whether what the headers tell of the quota is what was expected, and what happened. */
export function judgeHeaders(course: Course, expected: RateLimit | null): Check {
  const answers = course.bursts
    .flatMap(({ first, last, ending }) => [first, last, ending])
    .filter((answer) => answer !== null)
  const policies = answers.flatMap(({ told }) => told.policies)
  const wrong = [...new Set([...unreadable(answers), ...against(policies, expected), ...counting(course, expected)])]
  if (wrong.length > 0) return { check, verdict: 'FAIL', code: 'headers-wrong', message: wrong.join(' ') }
  if (policies.length === 0) {
    return {
      check,
      verdict: 'NOT-VERIFIED',
      message: 'No header tells the limit or what is left of it.',
      advice:
        'RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers) let clients slow down before they are refused.',
    }
  }
  return { check, verdict: 'PASS', message: `${told(policies)}.` }
}

function* unreadable(answers: readonly Answer[]): Iterable<string> {
  // Of Retry-After there is a check of its own.
  for (const { header, why } of answers.flatMap((answer) => answer.told.unreadable)) {
    if (header !== 'retry-after') yield `${header}: ${why}`
  }
}

/** Of several quotas, that of the expected window is meant; one without a window may be it. */
function meant(policies: readonly Policy[], expected: RateLimit | null): readonly Policy[] {
  return expected ? policies.filter(({ windowMs }) => windowMs === null || windowMs === expected.windowMs) : policies
}

function* against(policies: readonly Policy[], expected: RateLimit | null): Iterable<string> {
  const limits = policies.filter(({ limit }) => limit !== null)
  if (!expected || limits.length === 0) return
  const same = meant(limits, expected)
  if (same.some(({ limit }) => limit === expected.requests)) return
  yield `${told(same.length > 0 ? same : limits)}, and ${rateLimitText(expected)} are expected.`
}

/** Whether what is left, and how long, fits what happened. */
function* counting(course: Course, expected: RateLimit | null): Iterable<string> {
  const refusal = firstRefusal(course)
  const [retry] = course.retries
  if (!refusal) return
  const quotas = meant(refusal.told.policies, expected)
  const left = quotas.flatMap(({ remaining }) => remaining ?? [])
  if (left.length > 0 && Math.min(...left) > 0) yield `The 429 says that ${Math.min(...left)} requests are left.`
  for (const quota of quotas) yield* tooLong(quota, expected)
  if (retry?.basis === 'reset' && retry.answer.status === 429) {
    yield `${seconds(retry.waitedMs)} after the 429 the window had ended, as the headers say, and the client was still refused.`
  }
  yield* standingStill(course.bursts[0], expected)
}

function* tooLong({ dialect, resetMs, windowMs: own }: Policy, expected: RateLimit | null): Iterable<string> {
  const windowMs = expected?.windowMs ?? own
  if (resetMs === null || windowMs === null || resetMs <= windowMs + roundedMs) return
  yield `${dialect} says that the window ends in ${seconds(resetMs)}, and it is one of ${seconds(windowMs)}.`
}

function* standingStill(burst: Burst | undefined, expected: RateLimit | null): Iterable<string> {
  if (!burst?.first || !burst.last || burst.served < 2) return
  for (const { dialect, name, remaining } of meant(burst.first.told.policies, expected)) {
    const same = burst.last.told.policies.find((policy) => policy.dialect === dialect && policy.name === name)
    if (remaining === null || same?.remaining == null || same.remaining !== remaining || remaining === 0) continue
    yield `${dialect} says ${remaining} left at the first request and at the last one that was served.`
  }
}

function told(policies: readonly Policy[]): string {
  const texts = policies.map(({ dialect, limit, windowMs, remaining }) =>
    limit === null
      ? `${dialect}: ${remaining ?? 'nothing'} left`
      : `${dialect}: ${rateLimitText({ requests: limit, windowMs })}`,
  )
  // What is left differs from answer to answer.
  const limits = texts.filter((text) => !text.endsWith(' left'))
  return [...new Set(limits.length > 0 ? limits : texts.slice(0, 1))].join(', ')
}
