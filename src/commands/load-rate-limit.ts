import { UserError } from '../base/errors.ts'
import { maskSecrets } from '../base/text.ts'
import { observe } from '../load/observation.ts'
import { parseHeader } from '../load/parse.ts'
import type { Target } from '../load/plan.ts'
import { courseOf } from '../load/rate-limit/course.ts'
import { judgeRateLimit } from '../load/rate-limit/judge.ts'
import { rateLimitText, seconds } from '../load/rate-limit/limit.ts'
import type { OtherClient, RateLimit, RateLimitPlan } from '../load/rate-limit/plan.ts'
import type { World } from '../ports/world.ts'
import { type Asked, armOf, expectedBy, requireHosts } from './load-arms.ts'
import { runResult } from './load-judged.ts'
import type { LoadResult } from './load-result.ts'
import { rateLimitResultOf } from './rate-limit-result.ts'

export interface RateLimitOptions extends Asked {
  readonly url: string
  /** What the user expects; without it, what the headers tell. */
  readonly expected: RateLimit | null
  /** `Name: value` each, of another client than that of `headers`. */
  readonly asClient: readonly string[]
  /** Requests under way at a time, until the first 429. */
  readonly concurrency?: number | undefined
  /** The most requests until the first 429. */
  readonly iterations?: number | undefined
  /** The most that all of it may take, waits included. */
  readonly durationMs?: number | undefined
  readonly timeoutMs: number
  readonly verifyTls: boolean
  /** As of a load, as the next. */
  readonly reuse?: boolean | undefined
  readonly extensions?: readonly string[] | undefined
}

/** Enough for a window of a minute, and for others where the first one was not whole. */
const defaultMs = 300_000
const defaultRequests = 1000
const otherAddress = '127.0.0.2'

/** Looks for the rate limit of an address with k6, and judges it. UserErrors: `bad-option`, `bad-input`, `unreachable-host`, `no-k6`. */
export async function loadRateLimit(
  options: RateLimitOptions,
  { k6, network, log }: Pick<World, 'k6' | 'network' | 'log'>,
): Promise<LoadResult> {
  const plan = rateLimitPlan(options)
  await requireHosts(plan.arms, network)
  const binary = await k6.install(log, options.extensions)
  const what = options.expected ? `a limit of ${rateLimitText(options.expected)}` : 'the rate limit'
  log.info(
    `Looking for ${what} at ${maskSecrets(options.url)} with k6 ${binary.version}, for ${seconds(plan.shape.longestMs)} at most ...`,
  )
  const { other } = plan.rateLimit
  const localIps = other?.by === 'address' ? ['127.0.0.1', other.address] : undefined
  const run = await k6.run(binary, { script: 'rate-limit', plan, localIps })
  const observation = observe(plan, run)
  const course = courseOf(run.printed)
  const verdict = judgeRateLimit(observation, course, plan)
  const result = runResult(observation, verdict, binary)
  return {
    ...result,
    plan: { ...result.plan, requests: null },
    rateLimit: rateLimitResultOf(course, plan, verdict),
    recommendations: verdict.checks.flatMap((check) =>
      'advice' in check && check.advice !== undefined ? [{ because: check.message, advice: check.advice }] : [],
    ),
  }
}

function rateLimitPlan(options: RateLimitOptions): RateLimitPlan {
  const { url, expected, concurrency = 1, iterations, durationMs, timeoutMs, verifyTls, reuse, expectStatus } = options
  refuseContradictions(options)
  const arm = armOf('target', url, options)
  const most = iterations ?? (expected ? 2 * expected.requests + 1 : defaultRequests)
  return {
    schemaVersion: 1,
    arms: [arm],
    seed: 1,
    blocks: 0,
    shape: { kind: 'iterations', users: concurrency, iterations: most, longestMs: durationMs ?? defaultMs },
    warmupMs: 0,
    timeoutMs,
    verifyTls,
    reuse: reuse ?? true,
    expected: expectedBy(expectStatus),
    rateLimit: { expected, bounded: iterations !== undefined, other: otherClient(options, arm.target) },
  }
}

function refuseContradictions({ expectStatus, expected, iterations }: RateLimitOptions): void {
  if (expectStatus === 429) {
    throw new UserError('bad-option', '--expect-status 429 would count a refusal as served. Leave it out.')
  }
  if (expected && iterations !== undefined && iterations <= expected.requests) {
    throw new UserError(
      'bad-option',
      `With --iterations ${iterations} there is no request beyond the limit of ${expected.requests}. Leave it out, or write more.`,
    )
  }
}

/** The one that the user names; else, for a service on this machine, another address of it. */
function otherClient({ asClient }: RateLimitOptions, { url, headers }: Target): OtherClient | null {
  if (asClient.length === 0) {
    return /^(?:localhost|127\.\d+\.\d+\.\d+)$/.test(new URL(url).hostname)
      ? { by: 'address', address: otherAddress }
      : null
  }
  const own = asClient.map(parseHeader)
  const names = new Set(own.map(([name]) => name.toLowerCase()))
  const kept = Object.entries(headers).filter(([name]) => !names.has(name.toLowerCase()))
  return {
    by: 'headers',
    names: [...new Set(own.map(([name]) => name))],
    headers: Object.fromEntries([...kept, ...own]),
  }
}
