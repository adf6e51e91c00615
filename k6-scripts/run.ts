// The script that k6 runs for `backwright load`. What to do comes as JSON (LT_PLAN), what happened goes out as JSON (LT_SUMMARY).

import exec from 'k6/execution'
import http from 'k6/http'
import { Counter, Trend } from 'k6/metrics'
import type { Options } from 'k6/options'
import type { LoadPlan } from '../src/load/plan.ts'

const plan: LoadPlan = JSON.parse(open(__ENV.LT_PLAN as string))

/** Dense at the top, so that any quantile and its interval can be read from the summary alone. */
const grid = [...steps(1, 94, 1, 0), ...steps(95, 98.9, 0.1, 1), ...steps(99, 99.98, 0.02, 2)]

/** https://grafana.com/docs/k6/latest/javascript-api/error-codes/ */
const transportCodes = [
  1000, 1010, 1020, 1050, 1100, 1101, 1110, 1111, 1200, 1201, 1202, 1210, 1211, 1212, 1213, 1220, 1300, 1301, 1310,
  1311, 1600, 1610, 1630, 1650, 1701,
]

const measured = 'http_req_duration{expected_response:true,phase:measured}'

export const options: Options = {
  scenarios: {
    ...(plan.warmupMs > 0 && { warmup: scenario('warmup', 0, plan.warmupMs) }),
    measured: scenario('measured', plan.warmupMs, plan.durationMs),
  },
  insecureSkipTLSVerify: !plan.verifyTls,
  systemTags: ['status', 'error_code', 'expected_response'],
  summaryTrendStats: ['count', 'min', 'avg', 'max', ...grid.map((q) => `p(${q})`)],
  // A threshold without a condition makes k6 keep the numbers of a subset, and judges nothing.
  thresholds: Object.fromEntries(
    [
      measured,
      'http_reqs{phase:measured}',
      'http_req_failed{phase:measured}',
      'data_sent{phase:measured}',
      'data_received{phase:measured}',
      ...transportCodes.map((code) => `lt_failures{code:${code}}`),
      ...steps(100, 599, 1, 0).map((status) => `lt_failures{code:http-${status}}`),
    ].map((name) => [name, []]),
  ),
}

const failures = new Counter('lt_failures')
const scriptErrors = new Counter('lt_script_errors')
const squares = new Trend('lt_duration_squared')

function scenario(phase: string, startMs: number, durationMs: number) {
  return {
    executor: 'constant-vus' as const,
    vus: plan.concurrency,
    startTime: `${startMs}ms`,
    duration: `${durationMs}ms`,
    // A request that is under way at the end is waited for, else only the fast ones would count.
    gracefulStop: `${plan.timeoutMs + 1000}ms`,
    tags: { phase },
  }
}

export default function () {
  try {
    request()
  } catch (error) {
    scriptErrors.add(1)
    throw error
  }
}

function request() {
  const { url, method, headers, body } = plan.target
  const response = http.request(method, url, body ?? null, {
    headers: { ...headers },
    timeout: plan.timeoutMs,
    redirects: 0,
    responseCallback: http.expectedStatuses({ min: plan.expected.min, max: plan.expected.max }),
    tags: { name: 'target' },
  })
  if (exec.scenario.name !== 'measured') return
  if (response.status >= plan.expected.min && response.status <= plan.expected.max) {
    squares.add(response.timings.duration ** 2)
  } else {
    failures.add(1, { code: response.status > 0 ? `http-${response.status}` : String(response.error_code) })
  }
}

interface Metric {
  readonly values: Readonly<Record<string, number>>
}

/** The stable shape that backwright reads (src/load/summary.ts), whatever else a version of k6 puts into its own. */
export function handleSummary(data: { metrics: Record<string, Metric>; state: { testRunDurationMs: number } }) {
  const value = (metric: string, key: string) => data.metrics[metric]?.values[key] ?? 0
  const codes = Object.keys(data.metrics).flatMap((name) => {
    const code = /^lt_failures\{code:(.+)\}$/.exec(name)?.[1]
    const count = code === undefined ? 0 : value(name, 'count')
    return code !== undefined && count > 0 ? [[code, count] as const] : []
  })
  const summary = {
    schemaVersion: 1,
    runMs: data.state.testRunDurationMs,
    requests: value('http_reqs{phase:measured}', 'count'),
    failed: value('http_req_failed{phase:measured}', 'passes'),
    scriptErrors: value('lt_script_errors', 'count'),
    failures: Object.fromEntries(codes),
    latencyMs: {
      count: value(measured, 'count'),
      min: value(measured, 'min'),
      avg: value(measured, 'avg'),
      max: value(measured, 'max'),
      meanSquare: value('lt_duration_squared', 'avg'),
      grid: [
        [0, value(measured, 'min')],
        ...grid.map((q) => [q, value(measured, `p(${q})`)]),
        [100, value(measured, 'max')],
      ],
    },
    receivedBytes: value('data_received{phase:measured}', 'count'),
    sentBytes: value('data_sent{phase:measured}', 'count'),
  }
  return { [__ENV.LT_SUMMARY as string]: JSON.stringify(summary) }
}

function steps(from: number, to: number, by: number, digits: number): number[] {
  const count = Math.round((to - from) / by) + 1
  return Array.from({ length: count }, (_, index) => Number((from + index * by).toFixed(digits)))
}
