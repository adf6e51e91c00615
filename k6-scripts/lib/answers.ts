import type { Response } from 'k6/http'
import { Counter } from 'k6/metrics'
import type { StatusRange } from '../../src/load/plan.ts'
import { plan } from './plan.ts'
import { measuredSince } from './running.ts'
import { closedCode, malformedCode, mostStatus, otherStatusCode } from './subsets.ts'

const failures = new Counter('lt_failures')
const redirects = new Counter('lt_redirects')
const pages = new Counter('lt_pages')

/** What the answer to a request may be. */
export interface Expectation {
  /** Where that is not the same for all of the plan. */
  readonly expected?: readonly StatusRange[]
  /** Whether it may be a page of HTML, of an operation of a document. */
  readonly mayBePage?: boolean
}

const hasWarmup = plan.warmupMs > 0
const { min: least, max: most } = plan.expected

/** Whether a status is one that the plan asks for. */
export function isExpected(status: number): boolean {
  return status >= least && status <= most
}

/** Counts what k6 does not count by itself: each failure by its kind, and successes that may be none. */
export function count(response: Response, { expected = [plan.expected], mayBePage }: Expectation): void {
  if (hasWarmup && measuredSince() === undefined) return
  const { status } = response
  if (!isAmong(status, expected)) failures.add(1, { code: failureCode(response) })
  else if (status >= 300 && isUnmeantRedirect(status, expected)) redirects.add(1)
  else if (!mayBePage && !beginsJson(response.body) && isPage(response)) pages.add(1)
}

function isAmong(status: number, expected: readonly StatusRange[]): boolean {
  // Counted, because any other loop takes k6 some microseconds.
  for (let index = 0; index < expected.length; index++) {
    const range = expected[index]
    if (range && status >= range.min && status <= range.max) return true
  }
  return false
}

/** With an object or a list, as no page does. Asked first, because headers take k6 five times as long. */
export function beginsJson(body: Response['body']): boolean {
  if (typeof body !== 'string') return false
  const sign = body.charCodeAt(0)
  return sign === 0x7b || sign === 0x5b
}

function isPage(response: Response): boolean {
  return /^(?:text\/html|application\/xhtml)/i.test(response.headers['Content-Type'] ?? '')
}

/** Counted as a success, though nobody has said that a redirect is one: it may lead to a login. 304 leads nowhere. */
function isUnmeantRedirect(status: number, expected: readonly StatusRange[]): boolean {
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
