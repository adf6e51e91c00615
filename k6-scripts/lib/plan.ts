import type { LoadPlan } from '../../src/load/plan.ts'
import type { RateLimitPlan } from '../../src/load/rate-limit/plan.ts'

const written = JSON.parse(open(__ENV.LT_PLAN as string))

/** What to do, as backwright has written it down. */
export const plan: LoadPlan = written

/** Whether all that is asked is of one arm, and counts. */
export const isOfOneArm = plan.arms.length === 1 && plan.warmupMs === 0 && !('rateLimit' in plan)

/** The same, for the script that is given such a plan. */
export const rateLimitPlan: RateLimitPlan = written
