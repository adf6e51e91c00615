import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { runCli } from '../support/run-cli.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

describe.skipIf(!k6)('new load-test, with the real k6', () => {
  let server: Server
  let url: string
  const seen: { method?: string | undefined; header?: string | string[] | undefined; body: string }[] = []

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      seen.push({ method: request.method, header: request.headers['x-token'], body })
      response.writeHead(request.url === '/broken' ? 500 : 200).end('{}')
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const run = async (...flags: readonly string[]) => {
    const { code, stdout } = await runCli('new', 'load-test', '-d', '1s', '-c', '2', '--json', ...flags)
    return { code, result: JSON.parse(stdout) }
  }

  test('sends what was answered, and judges by the gates', async () => {
    const body = `{"a": "<b> $& '{{x}}'"}`
    const sent = ['-m', 'POST', '-b', body, '-H', 'X-Token: a:b']
    const { code, result } = await run('--url', `${url}/ok`, ...sent, '--gates', 'p50 < 5s, success>90%')
    assert.deepEqual([code, result.command, result.verdict, result.concurrency], [0, 'load', 'PASS', 2])
    assert.equal(result.gates.length, 2)
    assert.equal(result.targets[0].requests.total, seen.length)
    assert.deepEqual(seen[0], { method: 'POST', header: 'a:b', body })
  })

  test('fails as load does', async () => {
    const { code, result } = await run('--url', `${url}/broken`, '--gates', 'success>99%')
    assert.deepEqual([code, result.verdict], [1, 'FAIL'])
  })

  test('without gates only measures, and `production` stands for its three', async () => {
    assert.deepEqual((await run('--url', `${url}/ok`, '--gates', '')).result.gates, [])
    const { code, result } = await run('--url', `${url}/ok`, '--gates', 'production')
    assert.deepEqual([code, result.verdict, result.gates.length], [5, 'INVALID', 3])
  })
})
