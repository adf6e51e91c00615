// What the headers of an answer tell of rate limits, in all dialects that are in use. IETF: draft-ietf-httpapi-ratelimit-headers, whose
// fields changed twice (0 to 6, 7, 8 and later); all others are customs.

import type { Policy, Told } from '../../src/load/rate-limit/event.ts'
import { type Item, items } from './structured-field.ts'
import { type Reading, readNumber, readReset, readRetryAfter } from './told-time.ts'

type Headers = Readonly<Record<string, string>>

const related = /^(?:retry-after|(?:x-)?rate-?limit(?:-[a-z-]+)?)$/
const longestValue = 300
/** What a server sends is bounded by nothing else. */
const longestRead = 2000

/** The headers about rate limits, their names in lower case; a partition key may be a key of the client, and is left out. */
export function relatedHeaders(headers: Headers): Record<string, string> {
  const found = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  return Object.fromEntries(
    found
      .filter(([name]) => related.test(name))
      .map(([name, value]) => [
        name,
        value.replace(/\bpk=(?::[^:]*:|"[^"]*"|[^;,\s]*)/g, 'pk=***').slice(0, longestValue),
      ]),
  )
}

/** `now` is the time of the answer on this machine, in milliseconds since 1970. */
export function toldLimit(headers: Headers, now: number): Told {
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.slice(0, longestRead)]),
  )
  const serverNow = clockOf(lower.date, now)
  const unreadable: { header: string; why: string }[] = []
  const read: Read = (header, reading) => {
    const value = lower[header]
    if (value === undefined) return null
    const number = reading(value, serverNow)
    if (typeof number === 'number') return number
    unreadable.push({ header, why: number.why })
    return null
  }
  const retryAfterMs = read('retry-after', readRetryAfter)
  const policies = [...structured(lower), ...dictionary(lower), ...families(lower, read)]
  return { policies, retryAfterMs, unreadable }
}

type Read = (header: string, reading: Reading) => number | null

/** Clocks that agree to the second are one clock; else the server's own date says what its moments mean. */
function clockOf(date: string | undefined, now: number): number {
  const told = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(told) || Math.abs(told - now) < 2000 ? now : told
}

/** Drafts 8 and later: `RateLimit: "default";r=50;t=30` and `RateLimit-Policy: "default";q=100;w=60`. */
function structured(headers: Headers): readonly Policy[] {
  const states = items(headers.ratelimit).filter(({ params }) => 'r' in params)
  const quotas = items(headers['ratelimit-policy']).filter(({ params }) => 'q' in params && ofRequests(params))
  const names = new Set([...states, ...quotas].map(({ value }) => value))
  return [...names].flatMap((name): readonly Policy[] => {
    const [state, quota] = [states, quotas].map((list) => list.find(({ value }) => value === name)?.params)
    // Of bytes or of concurrent requests: its policy says so, and nothing here counts them.
    if (quotas.length > 0 && !quota) return []
    return [
      {
        dialect: 'RateLimit (draft 8)',
        name,
        limit: numeric(quota?.q),
        windowMs: inMs(quota?.w),
        remaining: numeric(state?.r),
        resetMs: inMs(state?.t),
      },
    ]
  })
}

function ofRequests({ qu }: Item['params']): boolean {
  return qu === undefined || /^requests?$/.test(qu)
}

/** Draft 7: `RateLimit: limit=100, remaining=50, reset=30` and `RateLimit-Policy: 100;w=60`. */
function dictionary(headers: Headers): readonly Policy[] {
  const members = Object.fromEntries(
    items(headers.ratelimit).map(({ value }) => value.split('=', 2) as [string, string]),
  )
  if (!('limit' in members || 'remaining' in members)) return []
  const limit = numeric(members.limit)
  return [
    {
      dialect: 'RateLimit (draft 7)',
      name: null,
      limit,
      windowMs: windowOf(limit, items(headers['ratelimit-policy'])),
      remaining: numeric(members.remaining),
      resetMs: inMs(members.reset),
    },
  ]
}

/** Of the policies `100;w=60`, the one with this limit. */
function windowOf(limit: number | null, policies: readonly Item[]): number | null {
  const numbered = policies.filter(({ value }) => /^\d+$/.test(value))
  const found = numbered.find(({ value }) => Number(value) === limit) ?? (limit === null ? numbered[0] : undefined)
  return inMs(found?.params.w)
}

const spans: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 }
const field =
  /^(x-ratelimit|x-rate-limit|ratelimit|rate-limit)-(limit|remaining|reset)(?:-(second|minute|hour|day|requests))?$/

/** Three headers of one prefix, and perhaps of one span: `X-RateLimit-Limit`, `X-RateLimit-Remaining-Minute`. */
function families(headers: Headers, read: Read): readonly Policy[] {
  const found = Object.keys(headers).flatMap((header) => {
    const [, prefix = '', , span = ''] = field.exec(header) ?? []
    return prefix === '' ? [] : [`${prefix} ${span}`]
  })
  return [...new Set(found)].map((key): Policy => {
    const [prefix = '', span = ''] = key.split(' ')
    const header = (name: string) => `${prefix}-${name}${span && `-${span}`}`
    const listed = items(headers[header('limit')])
    const limit = read(header('limit'), (text, now) => readNumber(listed[0]?.value ?? text, now))
    const policies = [...listed.slice(1), ...items(headers[`${prefix}-policy`])]
    const seconds = spans[span]
    return {
      dialect: `${written[prefix] ?? prefix}-*${span && `-${capital(span)}`}`,
      name: null,
      limit,
      windowMs: seconds === undefined ? (inMs(listed[0]?.params.w) ?? windowOf(limit, policies)) : seconds * 1000,
      remaining: read(header('remaining'), readNumber),
      resetMs: read(`${prefix}-reset-after`, readReset) ?? read(header('reset'), readReset),
    }
  })
}

const written: Readonly<Record<string, string>> = {
  'x-ratelimit': 'X-RateLimit',
  'x-rate-limit': 'X-Rate-Limit',
  ratelimit: 'RateLimit',
  'rate-limit': 'Rate-Limit',
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

function numeric(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null
}

function inMs(text: string | undefined): number | null {
  const seconds = numeric(text)
  return seconds === null ? null : seconds * 1000
}
