import type { VerdictName } from '../gate.ts'

export const checkNames = ['limit', 'window', 'headers', 'retry-after', 'recovery', 'other-clients'] as const
export const checkVerdicts = ['PASS', 'FAIL', 'INCONCLUSIVE', 'INVALID', 'NOT-VERIFIED'] as const

/** Each code has a row in docs/guides/rate-limits.md. */
export const rateLimitCodes = [
  'refused-from-start',
  'not-served',
  'limit-not-reached',
  'no-rate-limit',
  'first-429-early',
  'first-429-late',
  'other-status',
  'window-shorter',
  'headers-wrong',
  'retry-after-wrong',
  'not-recovered',
  'others-refused',
  'not-fresh',
  'window-too-long',
] as const
export type RateLimitCode = (typeof rateLimitCodes)[number]

/** One thing that a rate limit has to do, and whether it does. */
export type Check = { readonly check: (typeof checkNames)[number]; readonly message: string } & (
  | { readonly verdict: 'PASS'; readonly advice?: string }
  | { readonly verdict: 'NOT-VERIFIED'; readonly advice?: string }
  | { readonly verdict: Exclude<VerdictName, 'PASS'>; readonly code: RateLimitCode }
)
