// The script that k6 runs for `backwright load`. What to do comes as JSON (LT_PLAN), what happened goes out as JSON (LT_SUMMARY).

import exec from 'k6/execution'
import http from 'k6/http'
import { Counter, Trend } from 'k6/metrics'
import type { Options } from 'k6/options'
import type { Arm } from '../src/load/plan.ts'
import { plan } from './lib/plan.ts'
import { type Asked, hasMany, requestOfTurn } from './lib/requests.ts'
import { scenarios } from './lib/scenarios.ts'
import {
  block,
  dropped,
  failureCodes,
  failures as failuresOf,
  grid,
  halves,
  measured,
  ofEndpoint,
  wholeBlock,
} from './lib/subsets.ts'
import { type K6Summary, summary } from './lib/summary.ts'
import { turn } from './lib/turns.ts'

/** Only the first of all runs of this file is asked for them. */
export const options: Options = __VU === 0 ? wholeOptions() : {}

const { arms } = plan
const failures = new Counter('lt_failures')
const scriptErrors = new Counter('lt_script_errors')
const squares = new Trend('lt_duration_squared')

function wholeOptions(): Options {
  return {
    scenarios: scenarios(plan),
    insecureSkipTLSVerify: !plan.verifyTls,
    systemTags: ['status', 'error_code', 'expected_response', 'scenario'],
    summaryTrendStats: ['count', 'min', 'avg', 'max', ...grid().map((q) => `p(${q})`)],
    // A threshold without a condition makes k6 keep the numbers of a subset, and judges nothing.
    thresholds: Object.fromEntries([dropped, ...plan.arms.flatMap(subsets)].map((name) => [name, []])),
  }
}

function subsets({ name, endpoints = [] }: Arm): readonly string[] {
  const indexes = Array.from({ length: plan.blocks }, (_, index) => index)
  const blocks =
    plan.arms.length > 1
      ? halves.flatMap((half) => indexes.map((index) => block(name, half, index)))
      : indexes.flatMap((index) => Object.values(wholeBlock(name, index)))
  return [
    ...Object.values(measured(name)),
    ...failureCodes().map((code) => failuresOf(name, code)),
    ...endpoints.flatMap((_, index) => Object.values(ofEndpoint(name, index))),
    ...blocks,
  ]
}

export default function () {
  try {
    // Each time, because k6 forgets the tags of a virtual user that it takes out and puts to work again.
    if (plan.blocks > 0) exec.vu.metrics.tags.block = String(blockNow())
    request(arms.length > 1 ? armInTurn() : arms[0])
  } catch (error) {
    scriptErrors.add(1)
    throw error
  }
}

function armInTurn(): Arm | undefined {
  const place = turn(exec.scenario.iterationInTest, arms.length * halves.length, plan.seed)
  exec.vu.metrics.tags.half = String(Math.floor(place / arms.length))
  return arms[place % arms.length]
}

/** By time, or by number where the time is not known beforehand. */
function blockNow(): number {
  const { shape, blocks } = plan
  const share =
    shape.kind === 'iterations'
      ? exec.scenario.iterationInTest / shape.iterations
      : (Date.now() - exec.scenario.startTime) / shape.durationMs
  return Math.min(blocks - 1, Math.floor(share * blocks))
}

/** The next of many requests, or the only one. */
function next({ target, endpoints = [] }: Arm): Asked {
  if (!hasMany) return { target, expected: [plan.expected] }
  const asked = requestOfTurn(exec.scenario.iterationInTest, endpoints)
  exec.vu.metrics.tags.endpoint = asked.endpoint
  return asked
}

function request(arm: Arm | undefined) {
  if (!arm) throw new Error('The plan has no arm.')
  const {
    target: { url, method, headers, body },
    expected,
  } = next(arm)
  exec.vu.metrics.tags.arm = arm.name
  const response = http.request(method, url, body ?? null, {
    headers: { ...headers },
    timeout: plan.timeoutMs,
    redirects: 0,
    responseCallback: http.expectedStatuses(...expected),
    tags: { name: 'target' },
  })
  if (exec.scenario.name !== 'measured') return
  if (expected.some(({ min, max }) => response.status >= min && response.status <= max)) {
    squares.add(response.timings.duration ** 2)
  } else {
    failures.add(1, { code: response.status > 0 ? `http-${response.status}` : String(response.error_code) })
  }
}

export function handleSummary(data: K6Summary) {
  return { [__ENV.LT_SUMMARY as string]: JSON.stringify(summary(data, plan)) }
}
