import assert from 'node:assert/strict'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { type LocalServer, localServer } from '../support/local-server.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

const people = Array.from({ length: 50 }, (_, index) => ({ id: index + 1, name: `Person "${index + 1}"` }))
const files = {
  'people.csv': `id,name\n${people.map(({ id }) => `${id},"Person ""${id}"""`).join('\n')}\n`,
  'people.json': JSON.stringify(people),
  'body.json': '{"name": "{{name}}", "id": {{id}}}',
  'empty.csv': '',
}
/** Names of those files become their paths. */
const run = (...argv: readonly string[]) => {
  const folder = temporaryFolder(files)
  return runCli('load', ...argv.map((text) => (/\.(?:csv|json)$/.test(text) ? join(folder, text) : text)))
}

describe.skipIf(!k6)('data, with the real k6', () => {
  let server: LocalServer
  const seen: string[] = []

  beforeAll(async () => {
    server = await localServer(async (request, response) => {
      let text = ''
      for await (const part of request) text += part
      seen.push(`${request.method} ${request.url} ${request.headers['x-id'] ?? ''} ${text}`.trim())
      response.writeHead(request.url === '/pages/3' ? 500 : 200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  afterAll(() => server.close())

  const load = async (path: string, ...argv: readonly string[]) => {
    seen.length = 0
    const { code, stdout } = await run(`${server.url}${path}`, '--json', ...argv)
    return { code, result: JSON.parse(stdout) }
  }

  test.each([['people.csv'], ['people.json']])('each row of %s takes its turn', async (name) => {
    const flags = ['-m', 'POST', '--body-file', 'body.json', '-H', 'X-Id: {{id}}', '--data', name] as const
    const { code, result } = await load('people/{{id}}?q={{name}}', '--iterations', '100', '-c', '3', ...flags)
    assert.equal(code, 0)
    assert.deepEqual([seen.length, new Set(seen).size], [100, 50])
    assert.ok(
      seen.includes(`POST /people/7?q=Person%20%227%22 7 {"name": "Person \\"7\\"", "id": 7}`),
      seen.slice(0, 3).join('\n'),
    )
    assert.deepEqual(
      [...new Set(seen)].map((line) => seen.filter((one) => one === line).length),
      people.map(() => 2),
    )
    assert.deepEqual([result.targets[0].url, result.plan.rows], [`${server.url}people/{{id}}?q={{name}}`, 50])
  })

  test('for a time, in their order', async () => {
    const { result } = await load('pages/{{id}}', '-d', '1', '-c', '1', '--data', 'people.csv')
    assert.deepEqual(
      seen,
      seen.map((_, index) => `GET /pages/${(index % 50) + 1}`),
    )
    const { requests, errors } = result.targets[0]
    const failed = seen.filter((line) => line === 'GET /pages/3').length
    assert.deepEqual([requests.total, requests.failed, errors[0].label], [seen.length, failed, 'HTTP 500'])
  })

  test('is told of in the report', async () => {
    const argv = [`${server.url}{{id}}`, '--iterations', '10', '-c', '1', '--data', 'people.csv'] as const
    const { stdout } = await run(...argv)
    assert.match(
      stdout,
      /^Target: GET http:\/\/127\.0\.0\.1:\d+\/\{\{id\}\}\n.*\nLoad: 1 virtual user for 10 requests, 50 rows of data in turn\n/m,
    )
  })
})

test.each<[string, readonly string[], string, RegExp]>([
  ['a file that is not there', ['http://127.0.0.1/{{id}}', '--data', 'no.csv'], 'missing-file', /no such file/],
  ['an empty file', ['http://127.0.0.1/{{id}}', '--data', 'empty.csv'], 'bad-input', /has no row of data/],
  ['no placeholder', ['http://127.0.0.1/', '--data', 'people.csv'], 'bad-option', /Write \{\{id\}\} into/],
  [
    'a placeholder of nothing',
    ['http://127.0.0.1/{{ident}}', '--data', 'people.csv'],
    'bad-option',
    /no column "ident"/,
  ],
  ['an address that is none', ['{{id}}', '--data', 'people.csv'], 'bad-input', /is not an address/],
  ['a document', ['http://127.0.0.1/', '--spec', 'a.yaml', '--data', 'people.csv'], 'bad-option', /Leave --data out/],
  ['a script', ['--script', 'a.js', '--data', 'people.csv'], 'bad-option', /--data means nothing to a script/],
  [
    'a rate limit',
    ['http://127.0.0.1/{{id}}', '--expect-rate-limit', '--data', 'people.csv'],
    'bad-option',
    /Leave --data out/,
  ],
  [
    'two addresses',
    ['http://127.0.0.1/', 'http://127.0.0.1/b', '--compare', '--data', 'people.csv'],
    'bad-option',
    /Leave --data out/,
  ],
  [
    'the operator',
    ['http://127.0.0.1/{{id}}', '--on', 'k6-operator', '-o', 'manifests', '--data', 'people.csv'],
    'bad-option',
    /Leave --data out/,
  ],
  [
    'a body that is said twice',
    ['http://127.0.0.1/', '-b', '{}', '--body-file', 'body.json'],
    'bad-option',
    /said twice/,
  ],
  ['a body that is not there', ['http://127.0.0.1/', '--body-file', 'no.json'], 'missing-file', /no such file/],
  [
    'standard input for two',
    ['http://127.0.0.1/{{id}}', '--body-file', '-', '--data', '-'],
    'bad-option',
    /--body-file and --data/,
  ],
])('data with %s is refused before anything runs', async (_, argv, code, message) => {
  const { code: exit, stdout } = await run(...argv, '--json')
  const { error } = JSON.parse(stdout)
  assert.deepEqual([exit, error.code], [2, code])
  assert.match(error.message, message)
})
