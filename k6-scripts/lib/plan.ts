import type { LoadPlan } from '../../src/load/plan.ts'

/** What to do, as backwright has written it down. */
export const plan: LoadPlan = JSON.parse(open(__ENV.LT_PLAN as string))
