import { broken } from '../doubts.ts'
import type { VerdictName } from '../gate.ts'
import type { Observation } from '../observation.ts'
import type { Reason } from '../reason.ts'
import type { Check, RateLimitCode } from './check.ts'
import type { Course } from './course.ts'
import { judgeCount } from './judge-count.ts'
import { judgeHeaders } from './judge-headers.ts'
import { judgeOthers } from './judge-others.ts'
import { judgeRecovery, judgeRetryAfter } from './judge-recovery.ts'
import { judgeWindow } from './judge-window.ts'
import type { RateLimitPlan } from './plan.ts'

export interface RateLimitVerdict {
  readonly verdict: VerdictName
  readonly reasons: readonly (Reason | { readonly code: RateLimitCode; readonly message: string })[]
  readonly checks: readonly Check[]
}

/** The worst first: what is no measurement is not a failure of the service. */
const order = ['INVALID', 'FAIL', 'INCONCLUSIVE'] as const

/** Every check is made, and what could not be verified is none that passed. */
export function judgeRateLimit(
  observation: Observation,
  course: Course,
  { rateLimit }: RateLimitPlan,
): RateLimitVerdict {
  const doubts = [...broken(observation)]
  const checks = [
    judgeCount(course),
    judgeWindow(course),
    judgeHeaders(course, rateLimit.expected),
    judgeRetryAfter(course, rateLimit.expected),
    judgeRecovery(course, rateLimit.expected),
    judgeOthers(course, rateLimit.other),
  ]
  if (doubts.length > 0) return { verdict: 'INVALID', reasons: doubts, checks: [] }
  const verdict = order.find((name) => checks.some((check) => check.verdict === name)) ?? 'PASS'
  const told = verdict === 'INVALID' ? [verdict] : order
  const reasons = told.flatMap((name) =>
    checks.flatMap((check) =>
      'code' in check && check.verdict === name ? [{ code: check.code, message: check.message }] : [],
    ),
  )
  return { verdict, reasons, checks }
}
