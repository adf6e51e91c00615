import type { Command } from 'commander'
import { UserError } from '../base/errors.ts'
import type { RateLimitOptions } from '../commands/load-rate-limit.ts'
import { parseRateLimit } from '../load/rate-limit/limit.ts'
import type { RateLimit } from '../load/rate-limit/plan.ts'
import { append, given } from './arguments.ts'
import { loadTargets } from './load-targets.ts'

/** What of the flags of `load` is about rate limits. */
export interface RateLimitFlags {
  readonly expectRateLimit?: RateLimit | true
  readonly asClient?: readonly string[]
}

/** Flags of a load, which have no place in a run of one client that asks until it is refused. */
const ofLoad = [
  ...['compare', 'gate', 'gates', 'rate', 'stages', 'seed', 'segment', 'warmup', 'spec', 'data'],
  ...['on', 'runners', 'headersFrom', 'apply'],
]

export function addRateLimitFlags(load: Command): Command {
  return load
    .option(
      '--expect-rate-limit [limit]',
      'look for the first 429 instead, as one client, and judge it and what follows; =100/60s or =10/s is where it has to be',
      parseRateLimit,
    )
    .option(
      '--as-client <header>',
      "with it, 'Name: value' of another client, which has to be served meanwhile; may be said again",
      append,
    )
}

/** The flags → what only such a run has; undefined where no rate limit is asked for. UserError `bad-option`. */
export function rateLimitOptions(
  urls: readonly string[],
  flags: RateLimitFlags,
): Pick<RateLimitOptions, 'url' | 'expected' | 'asClient'> | undefined {
  const { expectRateLimit, asClient = [] } = flags
  if (expectRateLimit === undefined) {
    if (asClient.length > 0) throw mistake('--as-client is of --expect-rate-limit. Add that, or leave it out.')
    return undefined
  }
  const wrong = given(flags, ofLoad)
  if (wrong.length > 0) {
    throw mistake(
      `--expect-rate-limit is a run of its own: one client asks until it is refused. Leave ${wrong.join(', ')} out.`,
    )
  }
  if (urls.length > 1) throw mistake(`--expect-rate-limit is about one address, not ${urls.length}.`)
  const { url } = loadTargets(urls, undefined)
  return { url, expected: expectRateLimit === true ? null : expectRateLimit, asClient }
}

function mistake(message: string): UserError {
  return new UserError('bad-option', message)
}
