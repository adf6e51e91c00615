import assert from 'node:assert/strict'
import { start } from './run.mjs'

const note = '00000000-0000-4000-8000-000000000000'
const json = { 'content-type': 'application/json' }

/** What the written service answers over HTTP, started as users start it. */
export async function checkAnswers(folder) {
  const service = await start(folder, { MAX_BODY_BYTES: '1000', RATE_LIMIT: '0' })
  const call = (path, init) => fetch(`${service.url}${path}`, init)
  assert.equal((await call('/livez')).status, 200)
  assert.equal((await call('/readyz')).status, 200)
  const secret = { authorization: 'Bearer s3cret', cookie: 'session=s3cret' }
  const list = await call('/notes?limit=5&key=s3cret', { headers: { ...secret, origin: 'https://a.example' } })
  assert.deepEqual([list.status, await list.json()], [200, []])
  assert.equal(list.headers.get('access-control-allow-origin'), null)
  assert.equal(list.headers.get('x-content-type-options'), 'nosniff')
  assert.ok(list.headers.get('strict-transport-security'))
  assert.equal(list.headers.get('x-powered-by'), null)
  const add = (body, headers = json) => call('/notes', { method: 'POST', headers, body })
  assert.equal((await add('{ "text": "x" }')).status, 501)
  const refused = await add('{ "text": "" }')
  assert.deepEqual([refused.status, (await refused.json()).error.details[0].field], [400, 'body.text'])
  assert.equal((await add('x'.repeat(2000))).status, 413)
  assert.equal((await add('<a/>', { 'content-type': 'text/xml' })).status, 415)
  assert.equal((await (await call('/none')).json()).error.code, 'NOT_FOUND')
  const failed = await call(`/notes/${note}`, { method: 'DELETE', headers: { 'x-request-id': 'find-me' } })
  assert.deepEqual([failed.status, /hunter2/.test(await failed.text())], [500, false])
  await stopAndReadLogs(service)
  await checkLimits(folder)
}

async function stopAndReadLogs(service) {
  service.signal('SIGTERM')
  assert.equal(await service.ended, 0, service.output())
  const lines = service
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
  assert.doesNotMatch(service.output(), /s3cret|livez/)
  assert.ok(
    lines.some(({ reqId, err }) => reqId === 'find-me' && /hunter2/.test(err?.message)),
    service.output(),
  )
  assert.ok(
    lines.some(({ req }) => req?.path === '/notes'),
    service.output(),
  )
}

async function checkLimits(folder) {
  const service = await start(folder, { RATE_LIMIT: '3', CORS_ORIGINS: 'https://a.example' })
  const answers = []
  for (let index = 0; index < 5; index++) {
    answers.push(await fetch(`${service.url}/notes`, { headers: { origin: 'https://a.example' } }))
  }
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 429, 429],
  )
  const [last] = answers.slice(-1)
  assert.ok(Number(last.headers.get('retry-after')) > 0)
  assert.equal(last.headers.get('access-control-allow-origin'), 'https://a.example')
  assert.equal((await last.json()).error.code, 'TOO_MANY_REQUESTS')
  const preflight = await fetch(`${service.url}/notes`, {
    method: 'OPTIONS',
    headers: { origin: 'https://a.example', 'access-control-request-method': 'POST' },
  })
  assert.equal(preflight.headers.get('access-control-allow-origin'), 'https://a.example')
  service.signal('SIGINT')
  assert.equal(await service.ended, 0, service.output())
}
