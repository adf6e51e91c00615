import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { runCli } from '../support/run-cli.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

describe.skipIf(!k6)('load, with the real k6', () => {
  const latencyMs = 30
  let server: Server
  let base: string
  const served: Record<string, number> = {}

  beforeAll(async () => {
    server = createServer((request, response) => {
      const path = request.url ?? ''
      const count = (served[path] ?? 0) + 1
      served[path] = count
      if (path === '/half' && count % 2 === 0) response.writeHead(503).end()
      else if (path === '/echo')
        response.writeHead(request.headers['x-token'] === 'a:b' && request.method === 'POST' ? 201 : 400).end()
      else setTimeout(() => response.end('{"id":1}'), latencyMs)
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const report = async (path: string, ...flags: readonly string[]) => {
    const { code, stdout } = await runCli('load', `${base}${path}`, '-d', '2', '-c', '4', '--json', ...flags)
    const result = JSON.parse(stdout)
    return { code, result, target: result.targets[0] }
  }

  test('counts what the server counted, and measures its latency', async () => {
    const { code, result, target } = await report('/ok', '--gate', 'p50<200', '--gate', 'success>95%')
    assert.equal(result.verdict, 'PASS')
    assert.equal(code, 0)
    assert.equal(target.requests.total, served['/ok'])
    assert.equal(target.requests.failed, 0)
    assert.ok(target.latencyMs.p50 >= latencyMs - 1 && target.latencyMs.p50 < latencyMs + 30, target.latencyMs.p50)
    assert.ok(target.latencyMs.min <= target.latencyMs.p50 && target.latencyMs.p50 <= target.latencyMs.p99)
  })

  test('tells failures apart, and a gate on success fails', async () => {
    const { code, result, target } = await report('/half', '--gate', 'success>99.5%')
    assert.equal(result.verdict, 'FAIL')
    assert.equal(code, 1)
    assert.equal(target.requests.total, served['/half'])
    assert.deepEqual(target.errors, [{ kind: 'http', label: 'HTTP 503', count: target.requests.failed }])
    assert.equal(target.requests.failed, Math.floor((served['/half'] ?? 0) / 2))
  })

  test('sends method, header and body, and counts the expected status only', async () => {
    const flags = ['-m', 'post', '-H', 'X-Token: a:b', '-b', '{}', '--expect-status', '201'] as const
    const { result, target } = await report('/echo', ...flags)
    assert.equal(result.verdict, 'PASS')
    assert.equal(target.requests.failed, 0)
    const { target: wrong } = await report('/echo', '-m', 'post', '-H', 'X-Token: a:b', '--expect-status', '200')
    assert.equal(wrong.requests.successful, 0)
  })

  test('does not count the warm-up', async () => {
    const { target } = await report('/warm', '--warmup', '1')
    assert.ok(target.requests.total < (served['/warm'] ?? 0))
  })
})

test('a service that is down makes the measurement invalid', async () => {
  if (!k6) return
  const { code, stdout } = await runCli('load', 'http://127.0.0.1:1/', '-d', '1', '--gate', 'p99<200', '--json')
  assert.equal(code, 5)
  assert.equal(JSON.parse(stdout).verdict, 'INVALID')
})

test.each([
  ['an unknown host', ['http://no-such-host.invalid/'], 'unreachable-host'],
  ['another protocol', ['ftp://127.0.0.1/'], 'bad-input'],
  ['a negative duration', ['http://127.0.0.1/', '-d', '-1'], 'bad-option'],
  ['an unknown gate', ['http://127.0.0.1/', '--gate', 'p98<1'], 'bad-option'],
  ['an unknown flag', ['http://127.0.0.1/', '--gatte', 'p99<1'], 'bad-option'],
  ['no address', [], 'bad-option'],
])('%s is refused before anything runs', async (_, argv, code) => {
  const { code: exit, stdout } = await runCli('load', ...argv, '--json')
  assert.equal(exit, 2)
  assert.equal(JSON.parse(stdout).error.code, code)
})
