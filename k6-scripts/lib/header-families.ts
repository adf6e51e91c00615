// Three headers for what is left: the first drafts of the IETF, and all the customs.

import type { Policy } from '../../src/load/rate-limit/event.ts'
import { inMs, items, windowOf } from './structured-field.ts'
import { type Reading, readNumber, readReset } from './told-time.ts'

/** Reads a header, and remembers what cannot be read. */
export type Read = (header: string, reading: Reading) => number | null

const spans: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 }
const field =
  /^(x-ratelimit|x-rate-limit|ratelimit|rate-limit)-(limit|remaining|reset)(?:-(second|minute|hour|day|requests))?$/

/** Three headers of one prefix, and perhaps of one span: `X-RateLimit-Limit`, `X-RateLimit-Remaining-Minute`. */
export function families(headers: Readonly<Record<string, string>>, read: Read): readonly Policy[] {
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
