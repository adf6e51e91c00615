import exec from 'k6/execution'
import http, { type ObjectBatchRequest, type Params, type RequestBody, type Response } from 'k6/http'
import { Counter, Trend } from 'k6/metrics'
import type { StatusRange, Target } from '../../src/load/plan.ts'
import { plan } from './plan.ts'
import { closedCode, ended, malformedCode, mostStatus, otherStatusCode } from './subsets.ts'

const failures = new Counter('lt_failures')
const squares = new Trend('lt_duration_squared')
const redirects = new Counter('lt_redirects')
const pages = new Counter('lt_pages')
const ends = new Trend(ended)
/** Where the plan lies open, headers come by another way. */
const secretHeaders: Record<string, string> = JSON.parse(__ENV.LT_HEADERS || '{}')

/** Who asks, whose numbers are kept apart, and what. */
export interface Asking {
  readonly name: string
  readonly target: Target
  /** What its answer may be, where that is not the same for all of the plan. */
  readonly expected?: readonly StatusRange[]
  /** Whether it may be a page of HTML, of an operation of a document. */
  readonly mayBePage?: boolean
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
  { status }: Pick<Response, 'status'>,
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
  const { name, startTime } = exec.scenario
  if (name !== 'measured') return response
  if (isExpected(response, asking)) squares.add(response.timings.duration ** 2)
  else failures.add(1, { code: failureCode(response) })
  if (isUnmeantRedirect(response, asking)) redirects.add(1)
  if (isPage(response, asking)) pages.add(1)
  if (plan.arms.length === 1) ends.add(Date.now() - startTime)
  return response
}

/** One of HTML that nobody has announced. */
function isPage(response: Response, asking: Asking): boolean {
  if (asking.mayBePage || !isExpected(response, asking)) return false
  return /^(?:text\/html|application\/xhtml)/i.test(response.headers['Content-Type'] ?? '')
}

/** Counted as a success, though nobody has said that a redirect is one: it may lead to a login. 304 leads nowhere. */
function isUnmeantRedirect({ status }: Response, { expected = [plan.expected] }: Asking): boolean {
  if (status < 300 || status > 399 || status === 304) return false
  const meant = expected.some(({ min, max }) => min >= 300 && status >= min && status <= max)
  return !meant && isExpected({ status }, { expected })
}

function failureCode({ status, error, error_code: code }: Response): string {
  if (status > mostStatus) return otherStatusCode
  if (status > 0) return `http-${status}`
  if (code !== 1000) return String(code)
  if (/\bEOF\b|server closed/.test(error)) return closedCode
  return /malformed|chunk|Content-Length/i.test(error) ? malformedCode : String(code)
}
