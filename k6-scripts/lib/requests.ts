import http, { type Params, type RequestBody, type Response } from 'k6/http'
import type { Target } from '../../src/load/plan.ts'
import { beginsJson, count, type Expectation } from './answers.ts'
import { plan } from './plan.ts'
import { mayKeep, tags } from './running.ts'

/** Where the plan lies open, headers come by another way. */
const secretHeaders: Record<string, string> = JSON.parse(__ENV.LT_HEADERS || '{}')

http.setResponseCallback(http.expectedStatuses(plan.expected))

/** Whose scenario has the tag, which is less work than to set it for each request. */
const onlyArm = plan.arms.length === 1 ? plan.arms[0]?.name : undefined

/** Who asks, whose numbers are kept apart, and what. */
export interface Asked extends Expectation {
  readonly name: string
  readonly target: Target
  /** The place of an operation of a document, whose numbers are kept apart. */
  readonly endpoint?: string
}

/** A request in the words of k6, to be asked again and again. */
export interface Asking {
  readonly url: ReturnType<typeof http.url>
  readonly body: RequestBody | null
  readonly way: Way
}

/** What requests have in common; once for all of them, because objects of scripts are large, and k6 looks through all of them when it clears its memory. */
interface Way extends Expectation {
  readonly name: string
  readonly endpoint?: string
  readonly method: string
  readonly params: Params
  /** Which k6 has a function for that takes less, and each argument costs it two microseconds. */
  readonly isPlainGet: boolean
  /** The statuses of nearly every answer, of which there is nothing to count: from `least` to `most`. */
  readonly least: number
  readonly most: number
}

export function asking({ target: { url, body, ...how }, ...who }: Asked): Asking {
  return { url: http.url`${url}`, body: body ?? null, way: wayOf(how, who, body === undefined) }
}

const ways = new Map<string, Way>()

function wayOf(how: Omit<Target, 'url' | 'body'>, who: Omit<Asked, 'target'>, isBare: boolean): Way {
  const key = JSON.stringify([how, who, isBare])
  const known = ways.get(key)
  if (known) return known
  const way = newWay(how, who, isBare)
  if (mayKeep(ways.size)) ways.set(key, way)
  return way
}

function newWay({ method, headers }: Omit<Target, 'url' | 'body'>, who: Omit<Asked, 'target'>, isBare: boolean): Way {
  const { expected } = who
  const allHeaders = { ...headers, ...secretHeaders }
  // As few as there must be, because k6 reads them for each request anew.
  const params: Params = {
    timeout: plan.timeoutMs,
    ...(Object.keys(allHeaders).length > 0 && { headers: allHeaders }),
    ...(expected && { responseCallback: http.expectedStatuses(...expected) }),
  }
  const { min, max } = (expected ?? [plan.expected]).find((range) => range.min < 300) ?? { min: 1, max: 0 }
  return { ...who, method, params, isPlainGet: method === 'GET' && isBare, least: min, most: Math.min(max, 299) }
}

/** Makes the request of an arm and counts it for that arm. */
export function send({ url, body, way }: Asking): Response {
  if (way.name !== onlyArm) tags().arm = way.name
  const response = way.isPlainGet ? http.get(url, way.params) : http.request(way.method, url, body, way.params)
  const status = response.status
  // One look for nearly every answer: each call and each property more takes k6 a hundredth of a request.
  if (status < way.least || status > way.most || !(way.mayBePage || beginsJson(response.body))) count(response, way)
  return response
}

/** Makes so many of them at a time. */
export function sendTogether({ url, body, way }: Asking, number: number): readonly Response[] {
  if (way.name !== onlyArm) tags().arm = way.name
  const { method, params } = way
  const responses = http.batch(Array.from({ length: number }, () => ({ method, url, body, params })))
  for (const response of responses) count(response, way)
  return responses
}
