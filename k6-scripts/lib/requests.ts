import exec from 'k6/execution'
import http, { type Response } from 'k6/http'
import { Counter, Trend } from 'k6/metrics'
import type { Target } from '../../src/load/plan.ts'
import { plan } from './plan.ts'

const failures = new Counter('lt_failures')
const squares = new Trend('lt_duration_squared')

/** Makes the request of an arm and counts it for that arm. */
export function send({ name, target }: { readonly name: string; readonly target: Target }): Response {
  const { url, method, headers, body } = target
  exec.vu.metrics.tags.arm = name
  const response = http.request(method, url, body ?? null, {
    headers: { ...headers },
    timeout: plan.timeoutMs,
    redirects: 0,
    responseCallback: http.expectedStatuses({ min: plan.expected.min, max: plan.expected.max }),
    tags: { name: 'target' },
  })
  if (exec.scenario.name === 'measured') count(response)
  return response
}

export function isExpected({ status }: Response): boolean {
  return status >= plan.expected.min && status <= plan.expected.max
}

function count(response: Response): void {
  if (isExpected(response)) squares.add(response.timings.duration ** 2)
  else failures.add(1, { code: response.status > 0 ? `http-${response.status}` : String(response.error_code) })
}
