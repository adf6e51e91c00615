// What the headers of an answer tell of rate limits, in all dialects that are in use.

import type { Told } from '../../src/load/rate-limit/event.ts'
import { families, type Read } from './header-families.ts'
import { dictionary, structured } from './ratelimit-fields.ts'
import { readRetryAfter } from './told-time.ts'

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
        value.replace(/\bpk=(?::[^:]*:|"[^"]*"|[^;,\s]*)/gi, 'pk=***').slice(0, longestValue),
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

/** Clocks that agree to the second are one clock; else the server's own date says what its moments mean. */
function clockOf(date: string | undefined, now: number): number {
  const told = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(told) || Math.abs(told - now) < 2000 ? now : told
}
