import { UserError } from '../../base/errors.ts'
import { wholeNumberIn } from '../../base/number.ts'
import { count } from '../../base/text.ts'
import { parseDuration } from '../parse.ts'
import type { RateLimit } from './plan.ts'

const mostRequests = 1_000_000

/** `100/60s`, `10/s`, `100/1m` → requests and window. UserError `bad-option`. */
export function parseRateLimit(text: string): RateLimit {
  if (/^https?:/i.test(text)) {
    throw new UserError(
      'bad-option',
      `--expect-rate-limit took the address ${JSON.stringify(text)} for its limit. Say it after the address, or with =: --expect-rate-limit=100/60s.`,
    )
  }
  const [, requests = '', time = ''] = /^\s*(\d+)\s*\/\s*(\S+)\s*$/.exec(text) ?? []
  const number = wholeNumberIn(requests, 1, mostRequests)
  if (number === undefined) {
    throw new UserError(
      'bad-option',
      `${JSON.stringify(text)} is not a rate limit. Write requests, from 1 to ${count(mostRequests, 'request')}, and their window: 100/60s, 10/s or 100/1m.`,
    )
  }
  return { requests: number, windowMs: parseDuration(/^\d/.test(time) ? time : `1${time}`) }
}

/** `100 requests in 60 s`. */
export function rateLimitText({ requests, windowMs }: { requests: number; windowMs: number | null }): string {
  return `${count(requests, 'request')}${windowMs === null ? '' : ` in ${seconds(windowMs)}`}`
}

/** Milliseconds as `0.3 s`, `60 s`. */
export function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(ms < 1000 ? 3 : 1))} s`
}
