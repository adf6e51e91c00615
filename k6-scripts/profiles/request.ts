// What every profile sends, and what it holds the answers to. All of it is set from outside: k6 run -e BASE_URL=https://api.example.com load.ts
//
//   BASE_URL   http://127.0.0.1:3000   scheme, host and port
//   PATHS      /                       what is asked for, separated by blanks, in turns
//   METHOD     GET
//   BODY       (none)                  of every request
//   HEADERS    (none)                  'Name: value', one a line; keys belong here and not into a file
//   TIMEOUT    30s                     of one request
//   MAX_USERS  1000                    how many requests may be under way; k6 takes some 0.4 MB for each
//   P99_MS     200                     limit: 99 % of the good answers are as fast
//   SUCCESS    99.5                    limit: so many percent of the answers are good

import exec from 'k6/execution'
import http, { type Params, type Response } from 'k6/http'
import type { Options } from 'k6/options'

type Thresholds = NonNullable<Options['thresholds']>

/** A setting as text. */
export function text(name: string, initial: string): string {
  const given = __ENV[name]
  return given === undefined || given === '' ? initial : given
}

/** A setting that is a number above 0. */
export function number(name: string, initial: number): number {
  const value = Number(text(name, String(initial)))
  if (value > 0 && value < 1e9) return value
  throw new Error(`${name} has to be a number above 0, not ${text(name, '')}.`)
}

/** A setting that is a whole number above 0. */
export function whole(name: string, initial: number): number {
  const value = number(name, initial)
  if (Number.isInteger(value)) return value
  throw new Error(`${name} has to be a whole number, not ${value}.`)
}

/** A setting that is a time, in seconds: 30s, 5m or 1h30m. */
export function seconds(name: string, initial: string): number {
  const given = text(name, initial)
  const [, h = 0, m = 0, s = 0] = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(given) ?? []
  const total = Number(h) * 3600 + Number(m) * 60 + Number(s)
  if (total > 0) return total
  throw new Error(`${name} has to be a time such as 30s, 5m or 1h30m, not ${given}.`)
}

export const baseUrl = text('BASE_URL', 'http://127.0.0.1:3000').replace(/\/+$/, '')
if (!/^https?:\/\/[^/?#]+$/i.test(baseUrl)) {
  throw new Error(
    'BASE_URL has to be scheme, host and port, such as https://api.example.com. What follows belongs into PATHS.',
  )
}

const paths = text('PATHS', '/').split(/\s+/)
if (!paths.every((path) => path.startsWith('/'))) throw new Error('Each of PATHS starts with /.')

const headers = Object.fromEntries(
  text('HEADERS', '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const colon = line.indexOf(':')
      // Not the line itself, which is often one with a key in it.
      if (colon < 1) throw new Error("Each line of HEADERS is 'Name: value'.")
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const
    }),
)
const method = text('METHOD', 'GET').toUpperCase()
const body = text('BODY', '') || null
const timeout = `${seconds('TIMEOUT', '30s')}s`
const [p99Ms, success] = [number('P99_MS', 200), number('SUCCESS', 99.5)]

/** The next request; the paths have their turns over all users. */
export function request(params: Params = {}): Response {
  const path = paths[exec.scenario.iterationInTest % paths.length] ?? '/'
  // A path that it is sent on to would be asked for without being meant.
  const common = { headers, timeout, redirects: 0, tags: { name: path } }
  return http.request(method, `${baseUrl}${path}`, body, { ...common, ...params })
}

/** Users for a rate: enough for answers that take two seconds, all at hand from the start. */
export function users(perSecond: number): { preAllocatedVUs: number; maxVUs: number } {
  const most = Math.min(whole('MAX_USERS', 1000), Math.max(10, Math.ceil(perSecond * 2)))
  return { preAllocatedVUs: most, maxVUs: most }
}

/** The limits for one scenario. k6 holds a limit on nothing to be kept, so there has to be something. */
export function limits(scenario: string): Thresholds {
  return {
    [`http_reqs{scenario:${scenario}}`]: ['count>0'],
    [`http_req_failed{scenario:${scenario}}`]: [`rate<=${((100 - success) / 100).toFixed(6)}`],
    [`http_req_duration{expected_response:true,scenario:${scenario}}`]: [`p(99)<${p99Ms}`],
  }
}

/** Of a rate, hardly a request may be missing because all users wait: what was not asked has no latency. */
export function complete(scenario: string, perSecond: number): Thresholds {
  return { [`dropped_iterations{scenario:${scenario}}`]: [`rate<${(perSecond / 1000).toFixed(6)}`] }
}

export const summaryTrendStats = ['count', 'min', 'med', 'avg', 'p(90)', 'p(95)', 'p(99)', 'max']
