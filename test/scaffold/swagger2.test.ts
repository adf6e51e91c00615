import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, onTestFinished, test } from 'vitest'
import { frameworks } from '../../src/scaffold/all.ts'
import { runCli } from '../support/run-cli.ts'
import { type Call, call, type Scaffolded, scaffoldServer } from '../support/scaffolded-server.ts'

const post = (body: string, type: string): Call => ({ method: 'POST', headers: { 'content-type': type }, body })
const json = (body: object): Call => post(JSON.stringify(body), 'application/json')
const form = (body: string): Call => post(body, 'application/x-www-form-urlencoded')
const part = (head: string, body: string): string => `--X\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`
const multipart = (...parts: readonly string[]): Call =>
  post(`${parts.join('')}--X--\r\n`, 'multipart/form-data; boundary=X')

const cat = { petType: 'Cat', name: 'Tom', skill: 'lazy' }

/** A request, the status, and what the handler got, or the fields that are wrong. */
const cases: readonly (readonly [path: string, call: Call, status: number, expected: object | readonly string[]])[] = [
  ['/pets', {}, 200, { query: { limit: 20 } }],
  ['/pets?limit=0', {}, 400, ['query.limit']],
  ['/pets?csv=1,2', {}, 200, { query: { limit: 20, csv: [1, 2] } }],
  ['/pets?csv=1&csv=x', {}, 400, ['query.csv.0', 'query.csv.1']],
  ['/pets?ssv=a%20b+c', {}, 200, { query: { limit: 20, ssv: ['a', 'b', 'c'] } }],
  ['/pets?tsv=a%09b%2Cc', {}, 200, { query: { limit: 20, tsv: ['a', 'b,c'] } }],
  ['/pets?pipes=a|b', {}, 200, { query: { limit: 20, pipes: ['a', 'b'] } }],
  ['/pets?pipes=a%7Cc', {}, 400, ['query.pipes.1']],
  ['/pets?multi=a,b&multi=c', {}, 200, { query: { limit: 20, multi: ['a,b', 'c'] } }],
  ['/pets?nested=1,2|3', {}, 200, { query: { limit: 20, nested: [[1, 2], [3]] } }],
  ['/pets?nested=1,x|3', {}, 400, ['query.nested.0.1']],
  ['/pets?grid=1%202&grid=3', {}, 200, { query: { limit: 20, grid: [[1, 2], [3]] } }],
  ['/pets?flag=&maybe=null', {}, 200, { query: { limit: 20, flag: '', maybe: null } }],
  ['/pets?flag=true&maybe=3', {}, 200, { query: { limit: 20, flag: true, maybe: 3 } }],
  ['/pets?maybe=', {}, 400, ['query.maybe']],
  [
    '/pets',
    { headers: { 'X-Tags': 'a| b,c', 'X-Trace': 'abc' } },
    200,
    { headers: { 'x-tags': ['a', 'b,c'], 'x-trace': 'abc' } },
  ],
  ['/pets', { headers: { 'X-Trace': 'A' } }, 400, ['headers.x-trace']],
  ['/pets/1%7C2|3/names', {}, 200, { params: { ids: [1, 2, 3] } }],
  ['/pets', json({ ...cat, owner: null }), 200, { contentType: 'application/json', body: { ...cat, owner: null } }],
  [
    '/pets',
    post(JSON.stringify(cat), 'application/vnd.pet+json'),
    200,
    { contentType: 'application/vnd.pet+json', body: cat },
  ],
  ['/pets', json({ ...cat, weight: 0, owner: 5 }), 400, ['body.owner', 'body.weight']],
  ['/pets', post('<pet/>', 'application/xml'), 415, {}],
  ['/pets', { method: 'POST' }, 400, ['body']],
  [
    '/pets/7',
    form('name=Tom&age=3&tags=1,2&words=a&words=b%2Cc&rows=1,2|3'),
    200,
    { params: { id: 7 }, body: { name: 'Tom', age: 3, tags: [1, 2], words: ['a', 'b,c'], rows: [[1, 2], [3]] } },
  ],
  ['/pets/7', form('name=Thomas&tags=1,x'), 400, ['body.name', 'body.tags.1']],
  ['/pets/7', json({ name: 'Tom' }), 415, {}],
  ['/pets/7/photo', multipart(part('name="title"', 'x')), 400, ['body.photo']],
  ['/pets/7/photo', multipart(part('name="photo"', 'x')), 400, ['body.photo']],
]

describe.each(frameworks.map(({ name }) => name))('%s', (framework) => {
  let server: Scaffolded
  let echoing: number
  let own: number

  beforeAll(async () => {
    server = await scaffoldServer('test/cases/scaffold/swagger2.yaml', framework)
    ;[echoing = 0, own = 0] = await server.start(
      '{ handlers: echo, auth: false }',
      `{
        auth: ({ credentials, security }) => credentials.key === 'k' && security.map((one) => Object.keys(one)).join(),
        validateResponses: true,
        onError: () => {},
        handlers: {
          addPet: ({ body, context }) => ({ status: 201, body: { ...body, owner: context.user } }),
          getPet: () => ({ status: 200, body: { petType: 'Cat' } }),
          getPhoto: () => ({ status: 200, body: new Uint8Array([1, 2]) }),
          addPhoto: ({ body }) => ({ status: 201, headers: { 'x-size': body.photo.size, 'x-name': body.photo.name } }),
        },
      }`,
    )
  })
  afterAll(() => server.remove())

  test.each(cases.map((one) => [one[1].method ?? 'GET', ...one] as const))(
    '%s %s with %j is answered %i',
    async (_, path, sent, status, expected) => {
      const answer = await call(echoing, path, sent)
      assert.equal(answer.status, status, JSON.stringify(answer.body))
      const seen = answer.body as { readonly [key: string]: unknown; readonly error?: { details: { field: string }[] } }
      if (Array.isArray(expected))
        assert.deepEqual(
          seen.error?.details.map(({ field }) => field),
          expected,
        )
      else for (const [key, value] of Object.entries(expected)) assert.deepEqual(seen[key], value)
    },
  )

  test('who may add a pet, and how it comes back', async () => {
    assert.equal((await call(own, '/pets', json(cat))).status, 401)
    const sent = json(cat)
    const { status, body } = await call(own, '/pets', { ...sent, headers: { ...sent.headers, 'X-Key': 'k' } })
    assert.deepEqual([status, body], [201, { ...cat, owner: 'oauth,key' }])
    assert.equal((await call(own, '/pets/7', { method: 'DELETE' })).status, 501)
  })

  test('files come and go as bytes', async () => {
    const added = await call(own, '/pets/7/photo', multipart(part('name="photo"; filename="a.png"', 'abc')))
    assert.deepEqual([added.status, added.headers['x-size'], added.headers['x-name']], [201, '3', 'a.png'])
    const photo = await call(own, '/pets/7/photo')
    assert.deepEqual([photo.headers['content-type'], photo.body], ['image/png', '\x01\x02'])
  })

  test('an answer that the document does not have is refused', async () => {
    assert.equal((await call(own, '/pets/7')).status, 500)
  })
})

test('its types and validators are those of the same document in OpenAPI 3', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'backwright-swagger2-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const generated = async (name: string): Promise<readonly string[]> => {
    const { code, stderr } = await runCli(
      'scaffold',
      `test/cases/scaffold/${name}.yaml`,
      '-f',
      'express',
      '-o',
      join(folder, name),
    )
    assert.deepEqual([code, stderr.match(/warning/g)], [0, null], stderr)
    const texts = ['types.ts', 'validators.ts'].map((file) => readFileSync(join(folder, name, file), 'utf8'))
    return texts.map((text) => text.replace(/^.*\n/, ''))
  }
  assert.deepEqual(await generated('swagger2'), await generated('swagger2-as-openapi3'))
})
