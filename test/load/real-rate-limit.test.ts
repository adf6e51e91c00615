import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import {
  type Decision,
  fixedWindow,
  type Limited,
  type Limiter,
  limitedServer,
  retryAfter,
  slidingLog,
  tokenBucket,
} from '../support/limited-server.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

const five = () => fixedWindow(5, 1000)
const draft8 = (decision: Decision) => ({
  ...retryAfter(decision),
  'ratelimit-policy': '"all";q=5;w=1',
  ratelimit: `"all";r=${decision.remaining};t=${Math.ceil(decision.resetMs / 1000)}`,
})
const custom = (decision: Decision) => ({
  ...(decision.served ? {} : { 'retry-after': new Date(Date.now() + decision.resetMs + 999).toUTCString() }),
  'x-ratelimit-limit': String(decision.limit),
  'x-ratelimit-remaining': String(decision.remaining),
  'x-ratelimit-reset': String(Math.ceil((Date.now() + decision.resetMs) / 1000)),
})

/** As if a window ended after so many requests. */
function borderAfter(count: number, limiter: Limiter): Limiter {
  let asked = 0
  return (client, now) =>
    client === '127.0.0.1' && ++asked <= count
      ? { served: true, limit: 5, remaining: 5 - asked, resetMs: 1 }
      : limiter(client, now)
}

/** As if clients had asked before the run. */
function usedBefore(count: number, limiter: Limiter): Limiter {
  const known = new Set<string>()
  return (client, now) => {
    if (!known.has(client)) for (let asked = 0; asked < count; asked++) limiter(client, now)
    known.add(client)
    return limiter(client, now)
  }
}

const paths: Readonly<Record<string, Limited>> = {
  '/fixed': { limiter: five(), headers: draft8 },
  '/sliding': { limiter: slidingLog(5, 1000), headers: custom },
  '/bucket': { limiter: tokenBucket(5, 5 / 5000) },
  '/told': { limiter: five(), headers: draft8 },
  '/silent': { limiter: five(), headers: () => ({}) },
  '/open': { limiter: () => ({ served: true, limit: 0, remaining: 0, resetMs: 0 }) },
  '/global': { limiter: five(), key: () => 'everybody' },
  '/lies': { limiter: five(), headers: ({ served }) => (served ? {} : { 'retry-after': '0' }) },
  '/words': { limiter: five(), headers: ({ served }) => (served ? {} : { 'retry-after': 'soon' }) },
  '/late': { limiter: fixedWindow(8, 1000) },
  '/early': { limiter: fixedWindow(3, 1000) },
  '/short': { limiter: fixedWindow(5, 1000) },
  '/boast': { limiter: five(), headers: (decision) => ({ ...custom({ ...decision, limit: 50 }) }) },
  '/stuck': { limiter: five(), headers: (decision) => custom({ ...decision, remaining: 4 }) },
  '/used': { limiter: usedBefore(2, fixedWindow(5, 3000)) },
  '/border': { limiter: borderAfter(3, five()) },
  '/shut': { limiter: () => ({ served: false, limit: 5, remaining: 0, resetMs: 1000 }) },
  '/503': { limiter: five(), status: 503 },
  '/key': { limiter: five(), key: ({ headers }) => headers.authorization ?? '' },
  '/hour': { limiter: fixedWindow(5, 3_600_000) },
  '/distant': { limiter: fixedWindow(10, 2000), latencyMs: 300 },
  '/far': { limiter: fixedWindow(10, 2000), latencyMs: 300 },
  '/text': { limiter: five() },
}

interface Found {
  readonly code: number
  readonly stdout: string
  readonly verdict: string
  readonly codes: readonly string[]
  readonly bursts: readonly number[]
  readonly checks: Readonly<Record<string, string>>
  // biome-ignore lint/suspicious/noExplicitAny: a document that its schema is tested by.
  readonly result: any
}

// Once more, where others have the machine for longer than a window of a second.
describe.skipIf(!k6).concurrent('load --expect-rate-limit, with the real k6', { retry: 1 }, () => {
  let server: Awaited<ReturnType<typeof limitedServer>>
  beforeAll(async () => {
    server = await limitedServer(paths)
  })
  afterAll(() => server.close())

  const look = async (path: string, ...flags: readonly string[]): Promise<Found> => {
    const { code, stdout } = await runCli('load', server.url + path, '--json', ...flags)
    const result = JSON.parse(stdout)
    const { verdict, reasons, rateLimit } = result
    return {
      code,
      stdout,
      verdict,
      codes: reasons.map((reason: { code: string }) => reason.code),
      bursts: rateLimit.bursts.map(({ served }: { served: number }) => served),
      checks: Object.fromEntries(
        rateLimit.checks.map((each: { check: string; verdict: string }) => [each.check, each.verdict]),
      ),
      result,
    }
  }

  test('a limit that keeps its word passes every check, with one request too many', async () => {
    const { code, verdict, codes, checks, result } = await look('/fixed', '--expect-rate-limit=5/1s')
    assert.deepEqual([code, verdict, codes], [0, 'PASS', []])
    assert.deepEqual(new Set(Object.values(checks)), new Set(['PASS']))
    const { first429, retryAfterMs, recoveredAfterMs, otherClient, told } = result.rateLimit
    assert.equal(first429.request, 6)
    assert.equal(first429.headers['ratelimit-policy'], '"all";q=5;w=1')
    assert.equal(retryAfterMs, 1000)
    assert.ok(recoveredAfterMs >= 1000 && recoveredAfterMs < 3000, recoveredAfterMs)
    assert.deepEqual(otherClient, { by: 'address', names: ['127.0.0.2'], status: 200 })
    assert.deepEqual([told[0].dialect, told[0].limit, told[0].windowMs], ['RateLimit (draft 8)', 5, 1000])
    // Five, the refused one, the one that shows that it still is, and the one that is served again.
    const seen = ['1', '1', '1', '1', '1', '1', '2', '1', '1'].map((last) => `127.0.0.${last}`)
    assert.deepEqual(server.seen['/fixed'], seen)
    assert.deepEqual([result.targets[0].requests.total, result.targets[0].requests.failed], [8, 2])
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync('schemas/load.json', 'utf8')))
    assert.ok(validate(result), JSON.stringify(validate.errors))
  })

  test.each<[string, string, readonly string[], string]>([
    ['a sliding window with X-RateLimit-* and a date', '/sliding', ['--expect-rate-limit=5/1s'], 'PASS'],
    ['a token bucket', '/bucket', ['--expect-rate-limit=5/5s'], 'PASS'],
    ['a limit that only the headers tell', '/told', ['--expect-rate-limit'], 'PASS'],
    ['no headers at all', '/silent', ['--expect-rate-limit=5/1s'], 'NOT-VERIFIED'],
  ])('%s passes', async (_, path, flags, headers) => {
    const { code, codes, bursts, checks } = await look(path, ...flags)
    assert.deepEqual([code, codes, bursts], [0, [], [5]])
    assert.equal(checks['retry-after'], headers)
    assert.deepEqual([checks.limit, checks.recovery, checks['other-clients']], ['PASS', 'PASS', 'PASS'])
  })

  test.each<[string, string, string, readonly string[], readonly number[]]>([
    ['no limit where 404 is served', '/nowhere', '5/1s --expect-status=404', ['no-rate-limit'], [11]],
    ['no limit', '/open', '5/1s', ['no-rate-limit'], [11]],
    ['a limit for all together', '/global', '5/1s', ['others-refused'], [5]],
    ['a Retry-After that is too short', '/lies', '5/1s', ['retry-after-wrong'], [5]],
    ['a Retry-After in words', '/words', '5/1s', ['retry-after-wrong'], [5]],
    ['a limit that is too high', '/late', '5/1s', ['first-429-late'], [8, 8]],
    ['a limit that is too low', '/early', '5/1s', ['first-429-early'], [3, 3]],
    ['a window that is too short', '/short', '5/3s', ['window-shorter'], [5]],
    ['headers that tell another limit', '/boast', '5/1s', ['headers-wrong'], [5]],
    ['headers that do not count', '/stuck', '5/1s', ['headers-wrong'], [5]],
    ['another status than 429', '/503', '5/1s', ['other-status'], [5]],
  ])('%s fails', async (_, path, limit, expected, served) => {
    const { code, verdict, codes, bursts } = await look(path, ...`--expect-rate-limit=${limit}`.split(' '))
    assert.deepEqual([code, verdict, codes, bursts], [1, 'FAIL', expected, served])
  })

  test('a quota that was used in part before the run is looked at again from the start of a window', async () => {
    const { code, bursts } = await look('/used', '--expect-rate-limit=5/3s')
    assert.deepEqual([code, bursts], [0, [3, 5]])
  })

  test('a service too far away for one request at a time is asked several', async () => {
    const alone = await look('/distant', '--expect-rate-limit=10/1s')
    assert.deepEqual(alone.codes, ['limit-not-reached'])
    const { code, bursts, result } = await look('/far', '--expect-rate-limit=10/2s', '-c', '5')
    assert.deepEqual([code, bursts, result.concurrency], [0, [10], 5])
  })

  test('a window that ends during the burst is told from a limit that is too high', async () => {
    const { code, bursts, result } = await look('/border', '--expect-rate-limit=5/1s')
    assert.deepEqual([code, bursts], [0, [8, 5]])
    assert.match(result.recommendations[0].advice, /10 requests may come at once/)
  })

  test.each([
    ['every request is refused', '/shut', '--expect-rate-limit=5/1s', 'refused-from-start'],
    ['there is no such path', '/none', '--expect-rate-limit', 'not-served'],
  ])('where %s, nothing was measured', async (_, path, flag, reason) => {
    const { code, verdict, codes } = await look(path, flag)
    assert.deepEqual([code, verdict, codes], [5, 'INVALID', [reason]])
  })

  test('clients that a header tells apart, whose keys nobody sees', async () => {
    const flags = [
      '--expect-rate-limit=5/1s',
      '-H',
      'authorization: Bearer alice',
      '--as-client',
      'Authorization: Bearer bob',
    ]
    const { code, checks, stdout, result } = await look('/key', ...flags)
    assert.deepEqual([code, checks['other-clients']], [0, 'PASS'])
    assert.deepEqual(result.rateLimit.otherClient, { by: 'headers', names: ['Authorization'], status: 200 })
    assert.doesNotMatch(stdout, /alice|bob/)
  })

  test('a window that is longer than the run may last says how long that would be', async () => {
    const { code, codes, checks, result } = await look('/hour', '--expect-rate-limit=5/1h', '-d', '2')
    assert.deepEqual([code, codes, checks['retry-after']], [4, ['window-too-long'], 'NOT-VERIFIED'])
    assert.match(result.reasons[0].message, /-d 360\d\.$/)
  })

  test('all reports say it', async () => {
    const folder = temporaryFolder()
    const [markdown, xml, page] = ['a.md', 'a.xml', 'a.html'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    const flags = ['--expect-rate-limit=6/1s', '--markdown', markdown, '--junit', xml, '--html', page]
    const { code, stdout } = await runCli('load', `${server.url}/text`, ...flags)
    assert.equal(code, 1)
    assert.match(
      stdout,
      /^ {2}FAIL {9}first 429: The first 429 came at request 6, .* 1 request too early for 6 requests in 1 s\./m,
    )
    assert.match(stdout, /^ {2}not verified RateLimit headers: /m)
    assert.match(stdout, /^ {2}first-429-early: /m)
    assert.match(
      readFileSync(markdown, 'utf8'),
      /Wrong: first 429\. 4 of 6 checks passed\. Not verified: RateLimit headers\./,
    )
    assert.match(readFileSync(xml, 'utf8'), /<testsuites tests="7" failures="1" errors="0" skipped="1">/)
    assert.match(readFileSync(page, 'utf8'), /<h2>Rate limit<\/h2>/)
  })
})

test('a service that is down is no limit', async () => {
  if (!k6) return
  const { code, stdout } = await runCli('load', 'http://127.0.0.1:1/', '--expect-rate-limit=5/1s', '--json')
  assert.deepEqual([code, JSON.parse(stdout).reasons[0].code], [5, 'nothing-answered'])
})

const address = 'http://127.0.0.1/'

test.each([
  ['an address in its place', ['--expect-rate-limit', address]],
  ['no window', [address, '--expect-rate-limit=5']],
  ['no requests', [address, '--expect-rate-limit=0/s']],
  ['a window of nothing', [address, '--expect-rate-limit=5/0s']],
  ['two addresses', [address, address, '--expect-rate-limit']],
  ['a comparison', [address, address, '--compare', '--expect-rate-limit']],
  ['a gate', [address, '--expect-rate-limit', '--gate', 'p99<200']],
  ['a rate', [address, '--expect-rate-limit', '--rate', '5']],
  ['a warm-up', [address, '--expect-rate-limit', '--warmup', '1']],
  ['a refusal that is a success', [address, '--expect-rate-limit', '--expect-status', '429']],
  ['too few requests', [address, '--expect-rate-limit=5/s', '--iterations', '5']],
  ['another client of a load', [address, '--as-client', 'A: b']],
  ['half a header', [address, '--expect-rate-limit', '--as-client', 'secret']],
])('%s is refused before anything runs', async (_, argv) => {
  const { code, stdout } = await runCli('load', ...argv, '--json')
  assert.deepEqual([code, JSON.parse(stdout).error.code], [2, 'bad-option'])
  assert.doesNotMatch(stdout, /secret/)
})
