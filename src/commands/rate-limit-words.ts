import { count } from '../base/text.ts'
import { rateLimitText } from '../load/rate-limit/limit.ts'
import type { RateLimitResult } from './rate-limit-result.ts'

type Check = RateLimitResult['checks'][number]

const names: Readonly<Record<Check['check'], string>> = {
  limit: 'first 429',
  window: 'window',
  headers: 'RateLimit headers',
  'retry-after': 'Retry-After',
  recovery: 'recovery',
  'other-clients': 'other clients',
}

export function checkName({ check }: Check): string {
  return names[check]
}

/** A line for a person: `not verified` where the program writes NOT-VERIFIED. */
export function checkVerdict({ verdict }: Check): string {
  return verdict === 'NOT-VERIFIED' ? 'not verified' : verdict
}

/** `one client, 1 request at a time, looking for a limit of 100 requests in 60 s`. */
export function searchWords({ expected }: RateLimitResult, concurrency: number): string {
  const what = expected ? `a limit of ${rateLimitText(expected)}` : 'the rate limit'
  return `one client, ${count(concurrency, 'request')} at a time, looking for ${what}`
}

/** What the checks come to, and what of it nobody knows. */
export function rateLimitSentence({ checks }: RateLimitResult): string {
  const named = (verdict: Check['verdict']) => checks.filter((check) => check.verdict === verdict).map(checkName)
  const [failed, open, unseen] = [named('FAIL'), named('INCONCLUSIVE'), named('NOT-VERIFIED')]
  return [
    ...(failed.length > 0 ? [`Wrong: ${failed.join(', ')}.`] : []),
    ...(open.length > 0 ? [`Not decided: ${open.join(', ')}.`] : []),
    `${named('PASS').length} of ${checks.length} checks passed.`,
    ...(unseen.length > 0 ? [`Not verified: ${unseen.join(', ')}.`] : []),
  ].join(' ')
}
