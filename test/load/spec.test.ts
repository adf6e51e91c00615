import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

const document = `
openapi: 3.0.3
info: { title: Shop, version: '1' }
paths:
  /users:
    get: { operationId: listUsers, responses: { '200': { description: ok } } }
    post:
      operationId: createUser
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, required: [age], properties: { age: { type: integer, minimum: 18 } } } } }
      responses: { '201': { description: made } }
  /users/{id}:
    parameters: [{ name: id, in: path, required: true, example: 7, schema: { type: integer } }]
    get: { operationId: getUser, responses: { '200': { description: ok } } }
  /slow:
    get: { operationId: slow, responses: { '200': { description: ok } } }
  /half:
    get: { operationId: half, responses: { '200': { description: ok } } }
  /moved:
    get: { operationId: moved, responses: { '302': { description: elsewhere } } }
  /me:
    get: { operationId: me, security: [{ token: [], key: [], sid: [] }], responses: { '200': { description: ok } } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
    key: { type: apiKey, in: query, name: key }
    sid: { type: apiKey, in: cookie, name: sid }
`
const secrets = {
  BACKWRIGHT_BEARER: 'hunter2-token',
  BACKWRIGHT_AUTH_KEY: 'hunter2 key',
  BACKWRIGHT_AUTH_SID: 'hunter2-sid',
}

const statuses: Readonly<Record<string, (request: IncomingMessage, count: number) => number>> = {
  'POST /v1/users': () => 201,
  'GET /v1/moved': () => 302,
  'GET /v1/half': (_, count) => (count % 2 === 0 ? 503 : 200),
  'GET /v1/me': ({ url, headers: { authorization, cookie } }) =>
    [url, authorization, cookie].join() === '/v1/me?key=hunter2%20key,Bearer hunter2-token,sid=hunter2-sid' ? 200 : 401,
}

interface Endpoint {
  readonly operation: string
  readonly requests: { readonly total: number; readonly failed: number; readonly ratePerSecond: number }
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number }
}

describe.skipIf(!k6)('load of a document, with the real k6', () => {
  let server: Server
  let base: string
  let served: Record<string, number> = {}
  const bodies = new Set<string>()

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://a')
      const key = `${request.method} ${pathname}`
      served[key] = (served[key] ?? 0) + 1
      let body = ''
      for await (const chunk of request) body += chunk
      if (body !== '') bodies.add(body)
      const status = (statuses[key] ?? (() => 200))(request, served[key])
      setTimeout(() => response.writeHead(status).end('{}'), pathname === '/v1/slow' ? 60 : 5)
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  afterEach(() => {
    for (const name of Object.keys(secrets)) delete process.env[name]
    served = {}
  })

  const load = async (flags: readonly string[]) => {
    const folder = temporaryFolder({ 'api.yaml': document })
    const { code, stdout, stderr } = await runCli('load', base, '--spec', join(folder, 'api.yaml'), ...flags)
    return { code, stdout, stderr, result: flags.includes('--json') ? JSON.parse(stdout) : undefined }
  }
  const operations = (...names: readonly string[]) => names.flatMap((name) => ['--operation', name])

  test('asks each operation as often as the others, and measures each on its own', async () => {
    Object.assign(process.env, secrets)
    const { code, result, stdout, stderr } = await load(['-d', '2', '-c', '6', '--json'])
    const endpoints: readonly Endpoint[] = result.endpoints
    const of = (name: string) => endpoints.find(({ operation }) => operation === name) ?? assert.fail(name)
    assert.deepEqual([code, result.verdict], [0, 'PASS'])
    assert.deepEqual(
      endpoints.map(({ operation }) => operation),
      ['listUsers', 'getUser', 'slow', 'half', 'moved', 'me'],
    )
    const counts = { listUsers: 'users', getUser: 'users/7', slow: 'slow', half: 'half', moved: 'moved', me: 'me' }
    for (const [name, path] of Object.entries(counts)) {
      assert.equal(of(name).requests.total, served[`GET /v1/${path}`], name)
      assert.ok(Math.abs(of(name).requests.total - of('listUsers').requests.total) <= 2, name)
    }
    const [target] = result.targets
    assert.equal(
      target.requests.total,
      endpoints.reduce((sum, { requests }) => sum + requests.total, 0),
    )
    assert.deepEqual([target.url, target.method], [base, 'GET'])
    assert.equal(of('half').requests.failed, Math.floor(of('half').requests.total / 2))
    assert.equal(target.requests.failed, of('half').requests.failed)
    assert.ok(of('slow').latencyMs.p50 >= 59 && of('listUsers').latencyMs.p50 < 50)
    assert.deepEqual(
      result.leftOut.map((one: { operation: string }) => one.operation),
      ['POST /users'],
    )
    assert.doesNotMatch(stdout + stderr, /hunter2/)
  })

  test('sends the bodies of an operation that is named', async () => {
    const { code } = await load(['--iterations', '60', '-c', '2', ...operations('createUser')])
    assert.deepEqual([code, served], [0, { 'POST /v1/users': 60 }])
    assert.ok(bodies.size > 5)
    for (const body of bodies) assert.ok(JSON.parse(body).age >= 18, body)
  })

  test('a file of gates judges each endpoint by its own numbers, --gate the whole', async () => {
    const gates = join(
      temporaryFolder({
        'gates.yaml': 'gates: [p50<40]\nendpoints: [{path: /half, gates: [success>90%]}, {path: /other, gates: []}]',
      }),
      'gates.yaml',
    )
    const files = temporaryFolder()
    const [markdown, html, junit] = ['report.md', 'report.html', 'report.xml'].map((name) => join(files, name)) as [
      string,
      string,
      string,
    ]
    const reports = ['--markdown', markdown, '--html', html, '--junit', junit]
    const { code, stdout, stderr } = await load([
      '-d',
      '2',
      '-c',
      '6',
      '--gates',
      gates,
      '--gate',
      'p50<45',
      ...reports,
      ...operations('listUsers', 'slow', 'half'),
    ])
    assert.equal(code, 1)
    assert.match(stderr, /this run is not about \/other/)
    assert.match(stdout, /^ {2}PASS {9}p50<45: /m)
    assert.match(stdout, /^ {2}PASS {9}GET \/users: p50<40: /m)
    assert.match(stdout, /^ {2}FAIL {9}GET \/slow: p50<40: p50 is 6\d/m)
    assert.match(stdout, /^ {2}FAIL {9}GET \/half: success>90%: success is [45]\d/m)
    assert.match(stdout, /^ {2}gate-failed: GET \/slow: p50<40 does not hold/m)
    assert.match(stdout, /^ENDPOINTS .*\n {2}endpoint +requests +per second +failed +p50 .*\n {2}GET \/users +\d+/m)
    assert.match(readFileSync(markdown, 'utf8'), /\| GET \/slow \| \d+/)
    assert.match(readFileSync(html, 'utf8'), /<h2>Endpoints<\/h2>[\s\S]*GET \/slow/)
    assert.match(readFileSync(junit, 'utf8'), /<testcase [^>]*name="GET \/slow: p50&lt;40"/)
  })

  test('gates of an operation that nothing asks are refused, unless the user has named others', async () => {
    const gates = join(
      temporaryFolder({ 'gates.yaml': 'endpoints: [{path: /users, gates: [p50<1s]}, {path: /user, gates: [p50<1s]}]' }),
      'gates.yaml',
    )
    Object.assign(process.env, secrets)
    const { code, result } = await load(['--json', '--gates', gates])
    assert.deepEqual([code, result.error.code], [2, 'bad-input'])
    assert.match(result.error.message, /has gates for \/user, and this run has no request to it/)
    const named = await load(['--json', '--iterations', '40', '--gates', gates, ...operations('listUsers')])
    assert.deepEqual([named.code, named.result.verdict], [0, 'PASS'])
  })

  test('an operation that had no request makes the measurement invalid', async () => {
    const { code, result } = await load(['--iterations', '1', '-c', '1', '--json', ...operations('slow', 'listUsers')])
    assert.deepEqual([code, result.reasons[0].code], [5, 'no-requests'])
    assert.match(result.reasons[0].message, /^Not one request was made to GET \/(slow|users) in/)
  })
})

test.each([
  ['no address', ['--spec', 'api.yaml'], 'missing-file'],
  ['two addresses', ['http://127.0.0.1/', 'http://127.0.0.1/b', '--spec', 'api.yaml'], 'bad-option'],
  ['a comparison', ['http://127.0.0.1/', '--spec', 'api.yaml', '--compare', 'a.json'], 'bad-option'],
  ['a body', ['http://127.0.0.1/', '--spec', 'api.yaml', '-b', '{}'], 'bad-option'],
  ['a method', ['http://127.0.0.1/', '--spec', 'api.yaml', '-m', 'GET'], 'bad-option'],
  ['an operation of nothing', ['http://127.0.0.1/', '--operation', 'a'], 'bad-option'],
  ['standard input for both', ['http://127.0.0.1/', '--spec', '-', '--gates', '-'], 'bad-option'],
  ['a document that is none', ['http://127.0.0.1/', '--spec', 'package.json'], 'bad-spec'],
])('a document with %s is refused before anything runs', async (_, argv, code) => {
  const { code: exit, stdout } = await runCli('load', ...argv, '--json')
  assert.deepEqual([exit, JSON.parse(stdout).error.code], [2, code])
})
