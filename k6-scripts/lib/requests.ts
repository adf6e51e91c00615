import exec from 'k6/execution'
import http, { type ObjectBatchRequest, type Params, type RequestBody, type Response } from 'k6/http'
import { Counter, Trend } from 'k6/metrics'
import type { StatusRange, Target } from '../../src/load/plan.ts'
import { plan } from './plan.ts'

const failures = new Counter('lt_failures')
const squares = new Trend('lt_duration_squared')
/** Where the plan lies open, headers come by another way. */
const secretHeaders: Record<string, string> = JSON.parse(__ENV.LT_HEADERS || '{}')

/** Who asks, whose numbers are kept apart, and what. */
export interface Asking {
  readonly name: string
  readonly target: Target
  /** What its answer may be, where that is not the same for all of the plan. */
  readonly expected?: readonly StatusRange[]
}

/** Makes the request of an arm and counts it for that arm. */
export function send(asking: Asking): Response {
  const { method, url, body, params } = requestOf(asking)
  exec.vu.metrics.tags.arm = asking.name
  return counted(http.request(method, url, body, params), asking)
}

/** Makes so many of them at a time. */
export function sendTogether(asking: Asking, number: number): readonly Response[] {
  const request = requestOf(asking)
  exec.vu.metrics.tags.arm = asking.name
  return http.batch(Array.from({ length: number }, () => request)).map((response) => counted(response, asking))
}

export function isExpected(
  { status }: Response,
  { expected = [plan.expected] }: Pick<Asking, 'expected'> = {},
): boolean {
  return expected.some(({ min, max }) => status >= min && status <= max)
}

type Request = ObjectBatchRequest & { readonly body: RequestBody | null; readonly params: Params }

function requestOf({ target: { method, url, body, headers }, expected = [plan.expected] }: Asking): Request {
  const params: Params = {
    headers: { ...headers, ...secretHeaders },
    timeout: plan.timeoutMs,
    redirects: 0,
    responseCallback: http.expectedStatuses(...expected),
    tags: { name: 'target' },
  }
  return { method, url, body: body ?? null, params }
}

function counted(response: Response, asking: Asking): Response {
  if (exec.scenario.name !== 'measured') return response
  if (isExpected(response, asking)) squares.add(response.timings.duration ** 2)
  else failures.add(1, { code: response.status > 0 ? `http-${response.status}` : String(response.error_code) })
  return response
}
