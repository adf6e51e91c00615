import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void

const latencyMs = 30
const later =
  (ms: number): Answer =>
  (_, response) =>
    void setTimeout(() => response.end('{"id":1}'), ms)

/** By path; all others answer after `latencyMs`. */
const answers: Readonly<Record<string, Answer>> = {
  '/half': (_, response, count) =>
    void (count % 2 === 0 ? response.writeHead(503).end() : later(latencyMs)(_, response, count)),
  '/gone': (_, response) => void response.writeHead(404).end(),
  '/after': later(2 * latencyMs),
  '/echo': ({ headers, method }, response) =>
    void response.writeHead(headers['x-token'] === 'a:b' && method === 'POST' ? 201 : 400).end(),
}

describe.skipIf(!k6)('load, with the real k6', () => {
  let server: Server
  let base: string
  const served: Record<string, number> = {}

  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = request.url ?? ''
      const count = (served[path] ?? 0) + 1
      served[path] = count
      const answer = answers[path] ?? later(latencyMs)
      answer(request, response, count)
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const short = ['-d', '2', '-c', '4'] as const
  const report = async (path: string, ...flags: readonly string[]) => {
    const { code, stdout } = await runCli('load', `${base}${path}`, '--json', ...flags)
    const result = JSON.parse(stdout)
    return { code, result, target: result.targets?.[0] }
  }

  test('a service that keeps its promises passes', async () => {
    const { code, result } = await report('/ok', ...short, '--gate', 'p50<200', '--gate', 'success>95%')
    assert.deepEqual([code, result.verdict, result.reasons], [0, 'PASS', []])
    // Where the system tells it: a k6 that waits for answers uses little.
    if (process.platform === 'linux') assert.ok(result.client.cpuShare > 0 && result.client.cpuShare < 0.8)
  })

  test('a gate on success fails', async () => {
    const { code, result } = await report('/half', ...short, '--gate', 'success>99.5%')
    assert.deepEqual([code, result.verdict], [1, 'FAIL'])
  })

  test('sends method, header and body, and counts the expected status only', async () => {
    const flags = [...short, '-m', 'post', '-H', 'X-Token: a:b', '-b', '{}', '--expect-status', '201'] as const
    const { result, target } = await report('/echo', ...flags)
    assert.equal(result.verdict, 'PASS')
    assert.equal(target.requests.failed, 0)
    const { result: wrong } = await report('/echo', ...flags.slice(0, -1), '200')
    assert.deepEqual([wrong.verdict, wrong.reasons[0].code], ['FAIL', 'nothing-succeeded'])
  })

  test('does not count the warm-up', async () => {
    const { target } = await report('/warm', ...short, '--warmup', '1')
    assert.ok(target.requests.total < (served['/warm'] ?? 0))
  })

  test('makes the requests of a rate whether or not earlier ones are answered', async () => {
    const { code, result, target } = await report('/rate', '--rate', '100/s', '-d', '2', '--warmup', '1')
    assert.deepEqual([result.reasons, code, result.model, result.plan.requests], [[], 0, 'open', 200])
    assert.ok(near(target.requests.total, 200), target.requests.total)
    assert.ok(near(served['/rate'] ?? 0, 300), String(served['/rate']))
  })

  test('a rate that the service cannot keep up with is no measurement', async () => {
    const { code, result } = await report('/slow', '--rate', '300', '-c', '2', '-d', '1', '--gate', 'p50<1s')
    assert.deepEqual([code, result.reasons[0].code], [5, 'dropped-iterations'])
    assert.ok(result.dropped > 200, result.dropped)
  })

  test('stages change the rate: 0.5 s from 20 to 100 and 1 s at 100 are 130 requests', async () => {
    const { result, target } = await report('/stages', '--rate', '20', '--stages', '500ms:100,1s:100')
    assert.deepEqual([result.reasons, result.verdict, result.plan.requests], [[], 'PASS', 130])
    assert.ok(near(target.requests.total, 130), target.requests.total)
  })

  test('stages change the virtual users, also at once', async () => {
    const { result, target } = await report('/users', '-c', '1', '--stages', '0s:2,1s:2,0s:8,1s:8')
    assert.deepEqual([result.verdict, result.model, result.concurrency], ['PASS', 'closed', 8])
    const most = (10 * 1000) / latencyMs
    assert.ok(target.requests.total > most / 3 && target.requests.total <= most, target.requests.total)
  })

  test('makes a number of requests, and not one more', async () => {
    const { code, result, target } = await report('/number', '--iterations', '37', '-c', '5')
    assert.deepEqual([code, target.requests.total, served['/number'], result.dropped], [0, 37, 37, 0])
    const late = await report('/late', '--iterations', '10000', '-c', '1', '-d', '1')
    assert.deepEqual([late.code, late.result.reasons[0].code], [5, 'dropped-iterations'])
  })

  test('compares two addresses that take turns: 60 ms are more than 30', async ({ skip }) => {
    const gates = ['--gate', 'p50<base*1.10', '--gate', 'success>=base*0.9', '--gate', 'p50<5s']
    const flags = ['--compare', '-d', '3', '-c', '24', '--json', ...gates]
    const { code, stdout } = await runCli('load', `${base}/before`, `${base}/after`, ...flags)
    const { verdict, reasons, gates: judged, targets, comparison } = JSON.parse(stdout)
    skip(reasons[0]?.code === 'machine-busy', 'other programs keep this machine busy, and nothing can be compared')
    assert.deepEqual([code, verdict], [1, 'FAIL'])
    assert.deepEqual(
      judged.map((gate: { verdict: string }) => gate.verdict),
      ['FAIL', 'PASS', 'PASS'],
    )
    assert.deepEqual(
      targets.map(({ url }: { url: string }) => url),
      [`${base}/before`, `${base}/after`],
    )
    assert.equal(targets[1].requests.total, served['/after'])
    assert.ok(Math.abs((served['/before'] ?? 0) - (served['/after'] ?? 0)) <= 2)
    const {
      change,
      interval,
      verdict: row,
    } = comparison.rows.find(({ metric }: { metric: string }) => metric === 'p50')
    assert.equal(row, 'worse')
    assert.ok(change > 0.5 && change < 1.1 && interval[0] < change && change < interval[1], String(change))
    assert.ok(targets[1].transfer.receivedBytes > 0)
  })

  test('what fails cannot win, however fast', async () => {
    const flags = ['--compare', '-d', '2', '-c', '6', '--gate', 'p50<base']
    const { code, stdout } = await runCli('load', `${base}/ok`, `${base}/gone`, ...flags)
    assert.equal(code, 1)
    assert.match(stdout, /^ {2}success +100\.00 % +0\.00 % +-100\.0 %.* worse$/m)
    assert.match(stdout, /^ {2}p50 .* not-compared$/m)
    assert.match(stdout, /^ {2}candidate-fails: /m)
  })

  test('compares with a saved run what another machine does not change', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'baseline.json')
    await runCli('load', `${base}/ok`, ...short, '-o', file, '-q')
    const good = await report('/ok', ...short, '--compare', file, '--gate', 'success>=base*0.9')
    assert.deepEqual([good.code, good.result.verdict, good.result.comparison.kind], [0, 'PASS', 'saved'])
    const verdicts = good.result.comparison.rows.map((row: { metric: string; verdict: string }) => row.verdict)
    assert.ok(['same', 'unclear'].includes(verdicts[0]))
    assert.deepEqual(verdicts.slice(1, 3), ['same', 'same'])
    assert.deepEqual(new Set(verdicts.slice(3)), new Set(['not-compared']))
    const bad = await report('/half', ...short, '--compare', file)
    assert.deepEqual([bad.code, bad.result.reasons[0].code], [1, 'candidate-fails'])
    assert.match(bad.result.comparison.notes[0], /GET \/ok, this run GET \/half/)
    const latency = await report('/ok', '--compare', file, '--gate', 'p50<base*1.10')
    assert.deepEqual([latency.code, latency.result.error.code], [2, 'bad-option'])
  })

  test('is called in all reports what the user calls it', async () => {
    const folder = temporaryFolder()
    const at = (name: string) => join(folder, name)
    const files = [
      '-o',
      at('a.json'),
      '--markdown',
      at('a.md'),
      '--junit',
      at('a.xml'),
      '--html',
      at('a.html'),
    ] as const
    const name = 'check *out* & <b>pay</b>'
    const { stdout } = await runCli(
      'load',
      `${base}/name`,
      '--iterations',
      '2',
      '-c',
      '1',
      '--name',
      ` ${name}`,
      ...files,
    )
    const text = (file: string) => readFileSync(at(file), 'utf8')
    assert.ok(stdout.startsWith(`=== Load Test Results of ${name} ===\n`), stdout)
    assert.equal(JSON.parse(text('a.json')).name, name)
    assert.match(text('a.md'), /^### ✅ Load test of check \\\*out\\\* &amp; \\<b\\>pay\\<\/b\\>: PASS$/m)
    assert.match(text('a.xml'), /<testsuite name="check \*out\* &amp; &lt;b&gt;pay&lt;\/b&gt;" /)
    assert.match(text('a.html'), /<h1>Load test of check \*out\* &amp; &lt;b&gt;pay&lt;\/b&gt;: /)
    for (const wrong of ['', 'two\nlines', 'x'.repeat(101)]) {
      assert.equal((await runCli('load', `${base}/name`, '--name', wrong)).code, 2)
    }
  })

  test('says in text and Markdown what it has asked for', async () => {
    const file = join(temporaryFolder(), 'report.md')
    const xml = join(temporaryFolder(), 'report.xml')
    const page = join(temporaryFolder(), 'report.html')
    const files = ['--markdown', file, '--junit', xml, '--html', page] as const
    const flags = ['--rate', '50', '--stages', '1s:20', '--gate', 'success>80%', ...files]
    const { stdout } = await runCli('load', `${base}/text`, ...flags)
    assert.match(stdout, /^Load: 50 requests a second, at most 100 under way, then 20 over 1 s$/m)
    assert.match(stdout, /^PASS, 1 gate$/m)
    const markdown = readFileSync(file, 'utf8')
    assert.match(markdown, /^### ✅ Load test: PASS$/m)
    assert.match(markdown, /with 50 requests a second, at most 100 under way, then 20 over 1 s, by k6/)
    assert.match(readFileSync(xml, 'utf8'), /<testsuites tests="2" failures="0" errors="0" skipped="0">/)
    const drawn = readFileSync(page, 'utf8')
    assert.match(drawn, /<h1>Load test: <span class="good">PASS<\/span><\/h1>/)
    assert.match(drawn, /Throughput over time[\s\S]*<polyline/)
    const again = await runCli('load', `${base}/text`, '--html', page)
    assert.deepEqual([again.code, again.stderr.includes('file-exists')], [2, true])
    const { code, stderr } = await runCli('load', `${base}/text`, '--markdown', file)
    assert.equal(code, 2)
    assert.match(stderr, /file-exists/)
  })
})

/** A machine that is shared may hold k6 up, which then makes a few less or a few more. */
function near(actual: number, expected: number): boolean {
  return actual > expected * 0.8 && actual < expected * 1.1
}

test.each([
  ['an unknown host', ['http://no-such-host.invalid/'], 'unreachable-host'],
  ['another protocol', ['ftp://127.0.0.1/'], 'bad-input'],
  ['a negative duration', ['http://127.0.0.1/', '-d', '-1'], 'bad-option'],
  ['an unknown gate', ['http://127.0.0.1/', '--gate', 'p98<1'], 'bad-option'],
  ['a rate in words', ['http://127.0.0.1/', '--rate', 'fast'], 'bad-option'],
  ['stages without a load', ['http://127.0.0.1/', '--stages', '10s'], 'bad-option'],
  ['a rate and a number', ['http://127.0.0.1/', '--rate', '5', '--iterations', '5'], 'bad-option'],
  ['stages and a duration', ['http://127.0.0.1/', '--stages', '1s:5', '-d', '5'], 'bad-option'],
  ['two addresses', ['http://127.0.0.1/', 'http://127.0.0.1/b'], 'bad-option'],
  ['one address to compare', ['http://127.0.0.1/', '--compare'], 'bad-option'],
  ['three addresses', ['http://127.0.0.1/', 'http://127.0.0.1/b', 'http://127.0.0.1/c', '--compare'], 'bad-option'],
  ['an address after --compare', ['http://127.0.0.1/', '--compare', 'http://127.0.0.1/b'], 'bad-option'],
  ['no saved run', ['http://127.0.0.1/', '--compare', 'no-such.json'], 'no-baseline'],
  ['something else than a saved run', ['http://127.0.0.1/', '--compare', 'package.json'], 'bad-input'],
  ['a text for a saved run', ['http://127.0.0.1/', '--compare', 'README.md'], 'bad-input'],
  ['no file of gates', ['http://127.0.0.1/', '--gates', 'no-such.yaml'], 'missing-file'],
  ['something else than gates', ['http://127.0.0.1/', '--gates', 'package.json'], 'bad-input'],
  ['a gate of a base without one', ['http://127.0.0.1/', '--gate', 'p50<base'], 'bad-option'],
  ['no requests', ['http://127.0.0.1/', '--iterations', '0'], 'bad-option'],
  ['an unknown flag', ['http://127.0.0.1/', '--gatte', 'p99<1'], 'bad-option'],
  ['a share for a percentage', ['http://127.0.0.1/', '--gate', 'success>0.995'], 'bad-option'],
  [
    'a gate between an address and itself',
    ['http://127.0.0.1/', 'http://127.0.0.1:80', '--compare', '--gate', 'p50<base'],
    'bad-option',
  ],
  ['no address', [], 'bad-option'],
])('%s is refused before anything runs', async (_, argv, code) => {
  const { code: exit, stdout } = await runCli('load', ...argv, '--json')
  assert.equal(exit, 2)
  assert.equal(JSON.parse(stdout).error.code, code)
})
