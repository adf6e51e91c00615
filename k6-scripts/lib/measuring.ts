import type { Options } from 'k6/options'
import type { Arm, LoadPlan } from '../../src/load/plan.ts'
import { isOfOneArm } from './plan.ts'
import { askedIn, spans } from './pulse.ts'
import {
  block,
  dropped,
  failureCodes,
  failures,
  grid,
  halves,
  measured,
  ofEndpoint,
  pages,
  redirects,
  wholeBlock,
} from './subsets.ts'

/** What k6 has to keep for the summary, and how it is to speak to the service. */
export function measuring(plan: LoadPlan): Options {
  return {
    insecureSkipTLSVerify: !plan.verifyTls,
    noConnectionReuse: !plan.reuse,
    maxRedirects: 0,
    systemTags: ['status', 'error_code', 'expected_response', 'scenario'],
    summaryTrendStats: ['count', 'min', 'avg', 'max', ...grid().map((q) => `p(${q})`)],
    // A threshold without a condition makes k6 keep the numbers of a subset, and judges nothing.
    thresholds: Object.fromEntries(
      [dropped, ...spans().map(askedIn), ...plan.arms.flatMap((arm) => subsets(arm, plan))].map((name) => [name, []]),
    ),
  }
}

function subsets({ name, endpoints = [] }: Arm, plan: LoadPlan): readonly string[] {
  const indexes = Array.from({ length: plan.blocks }, (_, index) => index)
  const blocks =
    plan.arms.length > 1
      ? halves.flatMap((half) => indexes.map((index) => block(name, half, index)))
      : indexes.flatMap((index) => Object.values(wholeBlock(name, index)))
  return [
    ...Object.values(measured(name, isOfOneArm)),
    redirects(name),
    pages(name),
    ...failureCodes().map((code) => failures(name, code)),
    ...endpoints.flatMap((_, index) => Object.values(ofEndpoint(name, index, isOfOneArm))),
    ...blocks,
  ]
}
