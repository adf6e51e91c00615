import http, { type ObjectBatchRequest, type Params, type RequestBody, type Response } from 'k6/http'
import { Counter } from 'k6/metrics'
import type { StatusRange, Target } from '../../src/load/plan.ts'
import { plan } from './plan.ts'
import { measuredSince, tags } from './running.ts'
import { closedCode, malformedCode, mostStatus, otherStatusCode } from './subsets.ts'

const failures = new Counter('lt_failures')
const redirects = new Counter('lt_redirects')
const pages = new Counter('lt_pages')
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
  /** Whether it may be a page of HTML, of an operation of a document. */
  readonly mayBePage?: boolean
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

const expectedByAll = [plan.expected]

/** Whether a status is one that is asked for. In a loop that counts, because k6 takes microseconds for any other. */
export function isExpected(status: number, expected: readonly StatusRange[] = expectedByAll): boolean {
  for (let index = 0; index < expected.length; index++) {
    const range = expected[index]
    if (range && status >= range.min && status <= range.max) return true
  }
  return false
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
  if (hasWarmup && measuredSince() === undefined) return response
  const { status } = response
  if (!isExpected(status, asking.expected)) failures.add(1, { code: failureCode(response) })
  else if (status >= 300 && isUnmeantRedirect(status, asking)) redirects.add(1)
  else if (!asking.mayBePage && isPage(response)) pages.add(1)
  return response
}

/** Headers take k6 three times as long as the start of the body, so only those are looked at that may be of a page. */
function isPage(response: Response): boolean {
  const { body } = response
  if (typeof body !== 'string' || !mayBeginPage(body.charCodeAt(0))) return false
  return /^(?:text\/html|application\/xhtml)/i.test(response.headers['Content-Type'] ?? '')
}

function mayBeginPage(sign: number): boolean {
  return sign === lessThan || sign <= blank || sign === byteOrderMark
}

const [lessThan, blank, byteOrderMark] = [0x3c, 0x20, 0xfeff]

/** Counted as a success, though nobody has said that a redirect is one: it may lead to a login. 304 leads nowhere. */
function isUnmeantRedirect(status: number, { expected = expectedByAll }: Asking): boolean {
  if (status > 399 || status === 304) return false
  return !isExpected(
    status,
    expected.filter(({ min }) => min >= 300),
  )
}

function failureCode({ status, error, error_code: code }: Response): string {
  if (status > mostStatus) return otherStatusCode
  if (status > 0) return `http-${status}`
  if (code !== 1000) return String(code)
  if (/\bEOF\b|server closed/.test(error)) return closedCode
  return /malformed|chunk|Content-Length/i.test(error) ? malformedCode : String(code)
}
