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
export interface Asked {
  readonly name: string
  readonly target: Target
  /** What its answer may be, where that is not the same for all of the plan. */
  readonly expected?: readonly StatusRange[]
  /** Whether it may be a page of HTML, of an operation of a document. */
  readonly mayBePage?: boolean
  /** The place of that operation, whose numbers are kept apart. */
  readonly endpoint?: string
}

/** The same in the words of k6, to be asked again and again. */
export interface Asking extends Omit<Asked, 'target'> {
  readonly request: ObjectBatchRequest & { readonly body: RequestBody | null; readonly params: Params }
  /** Which k6 has a function for that takes less, and each argument costs it a microsecond. */
  readonly isPlainGet: boolean
}

export function asking({ target: { method, url, body, headers }, ...asked }: Asked): Asking {
  const allHeaders = { ...headers, ...secretHeaders }
  // As few as there must be, because k6 reads them for each request anew.
  const params: Params = {
    timeout: plan.timeoutMs,
    ...(Object.keys(allHeaders).length > 0 && { headers: allHeaders }),
    ...(asked.expected && { responseCallback: http.expectedStatuses(...asked.expected) }),
  }
  const request = { method, url: http.url`${url}`, body: body ?? null, params }
  return { ...asked, request, isPlainGet: method === 'GET' && body === undefined }
}

/** Makes the request of an arm and counts it for that arm. */
export function send(asking: Asking): Response {
  const { request, isPlainGet } = asking
  if (asking.name !== onlyArm) tags().arm = asking.name
  const response = isPlainGet
    ? http.get(request.url, request.params)
    : http.request(request.method, request.url, request.body, request.params)
  return counted(response, asking)
}

/** Makes so many of them at a time. */
export function sendTogether(asking: Asking, number: number): readonly Response[] {
  if (asking.name !== onlyArm) tags().arm = asking.name
  return http.batch(Array.from({ length: number }, () => asking.request)).map((response) => counted(response, asking))
}

const { min: least, max: most } = plan.expected

/** Whether a status is one that the plan asks for. */
export function isExpected(status: number): boolean {
  return status >= least && status <= most
}

function isAmong(status: number, expected: readonly StatusRange[]): boolean {
  // Counted, because any other loop takes k6 some microseconds.
  for (let index = 0; index < expected.length; index++) {
    const range = expected[index]
    if (range && status >= range.min && status <= range.max) return true
  }
  return false
}

function counted(response: Response, asking: Asking): Response {
  if (hasWarmup && measuredSince() === undefined) return response
  const { status } = response
  const { expected } = asking
  // Written out, because each call takes k6 half a microsecond.
  const failed = expected === undefined ? status < least || status > most : !isAmong(status, expected)
  if (failed) failures.add(1, { code: failureCode(response) })
  else if (status >= 300 && isUnmeantRedirect(status, expected)) redirects.add(1)
  else if (!asking.mayBePage && !beginsJson(response.body) && isPage(response)) pages.add(1)
  return response
}

/** With an object or a list, as no page does. Asked first, because headers take k6 five times as long. */
function beginsJson(body: Response['body']): boolean {
  if (typeof body !== 'string') return false
  const sign = body.charCodeAt(0)
  return sign === 0x7b || sign === 0x5b
}

function isPage(response: Response): boolean {
  return /^(?:text\/html|application\/xhtml)/i.test(response.headers['Content-Type'] ?? '')
}

/** Counted as a success, though nobody has said that a redirect is one: it may lead to a login. 304 leads nowhere. */
function isUnmeantRedirect(status: number, expected: readonly StatusRange[] = [plan.expected]): boolean {
  if (status > 399 || status === 304) return false
  return !isAmong(
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
