import type { Style } from '../base/style.ts'
import { count } from '../base/text.ts'
import type { LoadResult } from './load-result.ts'
import { section } from './load-text-section.ts'
import { connectionLines } from './load-text-target.ts'
import type { RateLimitResult } from './rate-limit-result.ts'
import { checkName, checkVerdict, searchWords } from './rate-limit-words.ts'

/** What was found of a rate limit: of a few requests, throughput and latency say nothing. */
export function rateLimitLines(rateLimit: RateLimitResult, result: LoadResult, style: Style): readonly string[] {
  const { targets, durationMs, concurrency } = result
  return [
    ...targets.map(({ method, url }) => `Target: ${method} ${url}`),
    `Duration: ${(durationMs / 1000).toFixed(1)}s | ${count(targets[0]?.requests.total ?? 0, 'request')}`,
    `Load: ${searchWords(rateLimit, concurrency)}`,
    ...connectionLines(result),
    ...section(
      'RATE LIMIT',
      rateLimit.checks.map((check) => `${checkVerdict(check).padEnd(12)} ${checkName(check)}: ${check.message}`),
      style,
    ),
  ]
}
