import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { bundleActions } from '../support/bundled-action.ts'
import { runPerfGate, serverScript } from '../support/perf-gate.ts'
import { freePort } from '../support/port.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

beforeAll(bundleActions, 300_000)

const port = await freePort()
const here = `http://127.0.0.1:${port}`

const server = serverScript(`
  const known = request.url.startsWith('/v1/users') || request.url === '/v1/me' && request.headers.authorization === 'Bearer hunter2'
  setTimeout(() => response.writeHead(known ? 200 : 401).end('{}'), request.url === '/v1/users' ? 5 : 40)`)

const document = (servers: string) => `
openapi: 3.0.3
info: { title: Shop, version: '1' }
servers: [{ url: ${servers} }]
paths:
  /users: { get: { operationId: listUsers, responses: { '200': { description: ok } } } }
  /users/{id}:
    get:
      operationId: getUser
      parameters: [{ name: id, in: path, required: true, example: 7, schema: { type: integer } }]
      responses: { '200': { description: ok } }
  /me: { get: { operationId: me, security: [{ token: [] }], responses: { '200': { description: ok } } } }
components: { securitySchemes: { token: { type: http, scheme: bearer } } }
`
const gates = `
gates: [success>90%]
endpoints:
  - { path: /users, gates: [p50<500] }
  - { path: '/users/{id}', gates: [p50<20] }
`
const script = `import http from 'k6/http'
export const options = { vus: 2, duration: '1s', thresholds: { http_req_duration: ['p(95)<500'] } }
export default () => { http.get('${here}/v1/users') }
`

const start = `PORT=${port} node server.mjs`

describe.skipIf(!k6)('perf-gate, with the real k6, loads', () => {
  test('a script, whose thresholds are gates enough', async () => {
    const workspace = temporaryFolder({ 'server.mjs': server, 'load.ts': script })
    const given = { script: 'load.ts', start, 'wait-on': `${here}/v1/users` }
    const { code, outputs, summary, log } = await runPerfGate({ with: given, port, workspace })
    assert.deepEqual([code, outputs.verdict, outputs['success-percent']], [0, 'PASS', '100.00'], log)
    assert.match(summary, /#### `script load\.ts`/)
    assert.match(summary, /\| http\\_req\\_duration: p\\\(95\\\)\\<500 \| PASS \|/)
    assert.match(outputs.report ?? '', /perf-gate-load\.ts\.json$/)
    assert.match(readFileSync(outputs.html ?? '', 'utf8'), /<h1>Load test: <span class="good">PASS/)
  })

  test('operations of a document, each held to its gates of a file, and shows a credential to nobody else', async () => {
    const workspace = temporaryFolder({ 'server.mjs': server, 'api.yaml': document(`${here}/v1`), 'gates.yaml': gates })
    const given = { spec: 'api.yaml', start, gates: 'gates.yaml\np50<5s', duration: '2s', concurrency: '4' }
    const env = { BACKWRIGHT_BEARER: 'hunter2' }
    const { code, outputs, summary, log, annotations } = await runPerfGate({ with: given, port, workspace, env })
    assert.deepEqual([code, outputs.verdict], [1, 'FAIL'], log)
    assert.deepEqual(
      annotations.map(({ properties, message }) => [properties.title, /^[^:]*: \S+/.exec(message)?.[0]]),
      [
        ['gate-failed', 'GET /users/{id}: p50<20'],
        [undefined, 'Performance gate: 1'],
      ],
    )
    for (const path of ['/users', '/users/\\{id\\}', '/me']) assert.ok(summary.includes(`\n| GET ${path} | `), summary)
    assert.match(summary, /\n\| GET \/me: success\\>90% \| PASS \|/)
    const report = readFileSync(outputs.report ?? '', 'utf8')
    assert.equal(JSON.parse(report).results[0].endpoints.length, 3)
    const page = readFileSync(outputs.html ?? '', 'utf8')
    for (const text of [report, page, summary, log]) assert.ok(!text.includes('hunter2'))
  })

  test('the operations that are named alone, below the address that is said', async () => {
    const workspace = temporaryFolder({ 'server.mjs': server, 'api.yaml': document('https://api.example.com') })
    const given = { spec: 'api.yaml', operations: 'listUsers', url: `${here}/v1`, gates: 'success>90%', duration: '1s' }
    const { code, outputs, log } = await runPerfGate({ with: { ...given, start }, port, workspace })
    assert.equal(code, 0, log)
    const { endpoints } = JSON.parse(readFileSync(outputs.report ?? '', 'utf8')).results[0]
    assert.deepEqual(
      endpoints.map(({ operation }: { operation: string }) => operation),
      ['listUsers'],
    )
  })
})
