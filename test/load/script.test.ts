import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

/** A script in TypeScript with these options and this for an iteration; `$` is the address. */
const script = (options: object, body: string) => `
import exec from 'k6/execution'
import http, { type Response } from 'k6/http'
import { check } from 'k6'
export const options = ${JSON.stringify(options)}
export default function (): void {
  ${body}
}
`
const get = (path: string) => `const response: Response = http.get('$${path}')`
const short = { vus: 2, iterations: 20 }

describe.skipIf(!k6)('load of a script, with the real k6', () => {
  let server: Server
  let base: string
  let served = 0

  beforeAll(async () => {
    server = createServer((request, response) => {
      served++
      const status = request.url === '/gone' ? 404 : 200
      setTimeout(() => response.writeHead(status).end('{}'), request.url === '/slow' ? 300 : 5)
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const load = async (text: string, ...flags: readonly string[]) => {
    served = 0
    const file = join(temporaryFolder({ 'mine.ts': text.replaceAll('$', base) }), 'mine.ts')
    const { code, stdout } = await runCli('load', '--script', file, '--json', ...flags)
    return { code, result: JSON.parse(stdout), file }
  }

  test('runs it as it is, and reads its requests, whatever its own summary is', async () => {
    const own = `${script({ ...short, thresholds: { http_req_duration: ['p(95)<250', 'p(99.99)<250'] } }, get('/'))}
export function handleSummary(data) { return { stdout: data.metrics.http_req_duration.values['p(90)'].toFixed(1) } }`
    const { code, result, file } = await load(own, '--gate', 'p50<200', '--gate', 'success>70%')
    const [target] = result.targets
    assert.deepEqual([code, result.verdict, result.reasons], [0, 'PASS', []])
    assert.deepEqual([result.script, target.url, target.method, result.concurrency], [file, file, 'script', 2])
    assert.deepEqual([target.requests.total, target.requests.failed, served], [20, 0, 20])
    const { min, p50, p99, max, stddev } = target.latencyMs
    assert.ok(4 <= min && min <= p50 && p50 <= p99 && p99 <= max && stddev > 0 && stddev < max, JSON.stringify(target))
    assert.deepEqual(
      result.gates.map(({ gate, verdict }: { gate: string; verdict: string }) => `${verdict} ${gate}`),
      ['PASS http_req_duration: p(95)<250', 'PASS http_req_duration: p(99.99)<250', 'PASS p50<200', 'PASS success>70%'],
    )
    assert.ok(result.gates.every(({ value }: { value: number }) => value > 4))
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync('schemas/load.json', 'utf8')))
    assert.ok(validate(result), JSON.stringify(validate.errors))
  })

  test('its own load holds, unless flags say another', async () => {
    const open = {
      scenarios: { a: { executor: 'constant-arrival-rate', rate: 20, duration: '1s', preAllocatedVUs: 40 } },
    }
    const own = await load(script(open, get('/')))
    assert.deepEqual([own.code, own.result.model], [0, 'open'])
    assert.ok(served > 12 && served < 23, String(served))
    const { code, result } = await load(script(open, get('/')), '-c', '3', '--iterations', '12')
    assert.deepEqual([code, result.model, result.concurrency, served], [0, 'closed', 3, 12])
  })

  test.each<readonly [string, object, string, number, string | undefined]>([
    ['a threshold that is crossed', { thresholds: { http_req_duration: ['p(95)<1'] } }, get('/'), 1, 'gate-failed'],
    [
      'a threshold on nothing',
      { thresholds: { 'http_req_duration{name:x}': ['p(95)<1'] } },
      get('/'),
      4,
      'gate-undecided',
    ],
    ['nothing that succeeds', {}, get('/gone'), 1, 'nothing-succeeded'],
    [
      'checks that fail, of which no threshold is',
      {},
      `${get('/')}; check(response, { json: () => __ITER % 2 === 0 })`,
      4,
      'failures-unjudged',
    ],
    [
      'and one that allows it',
      { thresholds: { checks: ['rate>0.2'] } },
      `${get('/')}; check(response, { json: () => __ITER % 2 === 0 })`,
      0,
      undefined,
    ],
    [
      'a third that fails, and a threshold on latency alone',
      { thresholds: { http_req_duration: ['p(95)<5000'] } },
      `http.get(__ITER % 3 === 0 ? '$/gone' : '$/')`,
      4,
      'failures-unjudged',
    ],
    ['answers that k6 is not to judge', {}, `http.get('$/gone', { responseCallback: null })`, 5, 'answers-unjudged'],
    ['an exception', {}, `${get('/')}; if (__ITER === 2) throw new Error('boom')`, 5, 'script-error'],
    ['its console is no error', {}, `${get('/')}; console.error('mine')`, 0, undefined],
    ['nothing that answers', {}, `http.get('http://127.0.0.1:1/')`, 5, 'nothing-answered'],
    ['no request', {}, 'const nothing = 1', 5, 'no-requests'],
    ['a test that it calls failed', {}, `${get('/')}; exec.test.fail('mine')`, 1, 'gate-failed'],
    ['a test that it aborts', {}, `${get('/')}; exec.test.abort('mine')`, 5, 'k6-failed'],
    [
      'arrivals without a user',
      {
        vus: undefined,
        iterations: undefined,
        scenarios: { a: { executor: 'constant-arrival-rate', rate: 50, duration: '1s', preAllocatedVUs: 1 } },
      },
      get('/slow'),
      5,
      'dropped-iterations',
    ],
  ])('%s', async (_, options, body, code, reason) => {
    const ended = await load(script({ ...short, ...options }, body))
    assert.deepEqual([ended.code, ended.result.reasons[0]?.code], [code, reason], JSON.stringify(ended.result.reasons))
  })

  test('a gate on what was not kept apart does not hold', async () => {
    const { code, result } = await load(script({ ...short, systemTags: ['status'] }, get('/')), '--gate', 'max<10s')
    assert.deepEqual([code, result.reasons[0]?.code], [4, 'gate-undecided'])
  })

  test('what k6 cannot read is the mistake of the script', async () => {
    const { code, result } = await load('export default function () {')
    assert.deepEqual([code, result.error.code], [2, 'bad-input'])
    assert.match(result.error.message, /^k6 cannot run .*mine\.ts: .*Unexpected end of file/)
  })
})

test.each([
  ['that is not there', ['none.ts'], 'missing-file'],
  ['and an address', ['package.json', 'http://127.0.0.1/'], 'bad-option'],
  ['and a header', ['package.json', '-H', 'A: b'], 'bad-option'],
  ['and a document', ['package.json', '--spec', 'api.yaml'], 'bad-option'],
  ['and a warm-up', ['package.json', '--warmup', '1'], 'bad-option'],
  ['and a timeout', ['package.json', '-t', '1'], 'bad-option'],
  ['and users without an end', ['package.json', '-c', '5'], 'bad-option'],
  ['and gates by endpoint', ['package.json', '--gates', 'gates.yaml'], 'bad-option'],
  ['and a gate of a base', ['package.json', '--gate', 'p50<base'], 'bad-option'],
  ['and a comparison', ['package.json', '--compare', 'a.json'], 'bad-option'],
])('a script %s is refused before anything runs', async (_, argv, code) => {
  const { code: exit, stdout } = await runCli('load', '--script', ...argv, '--json')
  assert.deepEqual([exit, JSON.parse(stdout).error.code], [2, code])
})
