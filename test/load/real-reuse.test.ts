import assert from 'node:assert/strict'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { type LocalServer, localServer } from '../support/local-server.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

describe.skipIf(!k6)('a server that resets every tenth request', () => {
  let server: LocalServer
  let url: string
  let seen = 0
  let reset = 0

  beforeAll(async () => {
    server = await localServer((request, response) => {
      seen++
      if (seen % 10 > 0) return void response.end('{}')
      reset++
      request.socket.resetAndDestroy()
    })
    url = server.url
  })
  afterAll(() => server.close())

  const load = async (...argv: readonly string[]) => {
    seen = 0
    reset = 0
    const { code, stdout } = await runCli('load', ...argv, '--iterations', '100', '-c', '2', '--json')
    const result = JSON.parse(stdout)
    return { code, result, ...result.targets[0] }
  }

  test('is hidden by k6, which repeats a GET unseen', async () => {
    const { requests, result } = await load(url)
    assert.deepEqual([requests.total, requests.failed, result.plan.reuse], [100, 0, true])
    assert.ok(reset >= 10 && seen === 100 + reset, `${seen} seen, ${reset} reset`)
  })

  test.each([['GET'], ['POST'], ['DELETE']])('is seen with --no-reuse by both sides alike: %s', async (method) => {
    const { requests, errors, result } = await load(url, '--no-reuse', '-m', method)
    assert.deepEqual([seen, reset], [100, 10])
    assert.deepEqual([requests.total, requests.failed, result.plan.reuse], [seen, reset, false])
    assert.deepEqual(errors, [{ kind: 'reset', label: 'connection reset', count: reset }])
  })

  test('is seen in a script of the user', async () => {
    const file = join(
      temporaryFolder({ 'mine.js': `import http from 'k6/http'\nexport default () => http.get('${url}')` }),
      'mine.js',
    )
    const { requests, result } = await load('--script', file, '--no-reuse')
    assert.deepEqual([requests.total, requests.failed, result.plan.reuse], [seen, reset, false])
    assert.equal(reset, 10)
  })

  test('is told of in the report', async () => {
    const flags = ['--iterations', '10', '-c', '1'] as const
    const plain = await runCli('load', url, ...flags)
    assert.match(
      plain.stdout,
      /^Connections: used again, so a GET that meets a closed one is repeated unseen; --no-reuse/m,
    )
    const own = await runCli('load', url, ...flags, '--no-reuse')
    assert.doesNotMatch(own.stdout, /Connections:/)
    assert.match(own.stdout, /^Load: 1 virtual user for 10 requests, each request on a connection of its own$/m)
    const post = await runCli('load', url, ...flags, '-m', 'POST')
    assert.doesNotMatch(post.stdout, /Connections:/)
  })
})
