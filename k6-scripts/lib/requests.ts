import exec from 'k6/execution'
import http, { type ObjectBatchRequest, type Params, type RequestBody, type Response } from 'k6/http'
import { Counter, Trend } from 'k6/metrics'
import type { Target } from '../../src/load/plan.ts'
import { plan } from './plan.ts'

const failures = new Counter('lt_failures')
const squares = new Trend('lt_duration_squared')
/** Where the plan lies open, headers come by another way. */
const secretHeaders: Record<string, string> = JSON.parse(__ENV.LT_HEADERS || '{}')

/** Who asks, whose numbers are kept apart, and what. */
interface Asking {
  readonly name: string
  readonly target: Target
}

/** Makes the request of an arm and counts it for that arm. */
export function send({ name, target }: Asking): Response {
  const { method, url, body, params } = requestOf(target)
  exec.vu.metrics.tags.arm = name
  return counted(http.request(method, url, body, params))
}

/** Makes so many of them at a time. */
export function sendTogether({ name, target }: Asking, number: number): readonly Response[] {
  const request = requestOf(target)
  exec.vu.metrics.tags.arm = name
  return http.batch(Array.from({ length: number }, () => request)).map(counted)
}

export function isExpected({ status }: Response): boolean {
  return status >= plan.expected.min && status <= plan.expected.max
}

type Request = ObjectBatchRequest & { readonly body: RequestBody | null; readonly params: Params }

function requestOf({ method, url, body, headers }: Target): Request {
  const { min, max } = plan.expected
  const params: Params = {
    headers: { ...headers, ...secretHeaders },
    timeout: plan.timeoutMs,
    redirects: 0,
    responseCallback: http.expectedStatuses({ min, max }),
    tags: { name: 'target' },
  }
  return { method, url, body: body ?? null, params }
}

function counted(response: Response): Response {
  if (exec.scenario.name !== 'measured') return response
  if (isExpected(response)) squares.add(response.timings.duration ** 2)
  else failures.add(1, { code: response.status > 0 ? `http-${response.status}` : String(response.error_code) })
  return response
}
