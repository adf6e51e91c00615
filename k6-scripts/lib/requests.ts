import http, { type ObjectBatchRequest, type Params, type RequestBody, type Response } from 'k6/http'
import { Counter, Trend } from 'k6/metrics'
import type { StatusRange, Target } from '../../src/load/plan.ts'
import { plan } from './plan.ts'
import { scenario, tags } from './running.ts'

const failures = new Counter('lt_failures')
const squares = new Trend('lt_duration_squared')
/** Where the plan lies open, headers come by another way. */
const secretHeaders: Record<string, string> = JSON.parse(__ENV.LT_HEADERS || '{}')

http.setResponseCallback(http.expectedStatuses(plan.expected))

const hasWarmup = plan.warmupMs > 0
/** Whose scenario has the tag, which is less work than to set it for each request. */
const onlyArm = plan.arms.length === 1 ? plan.arms[0]?.name : undefined

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
  if (asking.name !== onlyArm) tags().arm = asking.name
  return counted(http.request(method, url, body, params), asking)
}

/** Makes so many of them at a time. */
export function sendTogether(asking: Asking, number: number): readonly Response[] {
  const request = requestOf(asking)
  if (asking.name !== onlyArm) tags().arm = asking.name
  return http.batch(Array.from({ length: number }, () => request)).map((response) => counted(response, asking))
}

export function isExpected({ status }: Response, asking?: Pick<Asking, 'expected'>): boolean {
  const expected = asking?.expected
  return expected ? expected.some((range) => holds(range, status)) : holds(plan.expected, status)
}

function holds({ min, max }: StatusRange, status: number): boolean {
  return status >= min && status <= max
}

type Request = ObjectBatchRequest & { readonly body: RequestBody | null; readonly params: Params }

/** Those of targets that are asked again and again; what was expected of one goes with it. */
const made = new WeakMap<Target, Request>()

function requestOf(asking: Asking): Request {
  const known = made.get(asking.target)
  if (known) return known
  const request = newRequest(asking)
  made.set(asking.target, request)
  return request
}

function newRequest({ target: { method, url, body, headers }, expected }: Asking): Request {
  const params: Params = {
    headers: { ...headers, ...secretHeaders },
    timeout: plan.timeoutMs,
    redirects: 0,
    ...(expected && { responseCallback: http.expectedStatuses(...expected) }),
  }
  return { method, url, body: body ?? null, params }
}

function counted(response: Response, asking: Asking): Response {
  if (hasWarmup && scenario().name !== 'measured') return response
  if (isExpected(response, asking)) squares.add(response.timings.duration ** 2)
  else failures.add(1, { code: response.status > 0 ? `http-${response.status}` : String(response.error_code) })
  return response
}
