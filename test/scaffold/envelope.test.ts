import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import SwaggerParser from '@apidevtools/swagger-parser'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { frameworks } from '../../src/scaffold/all.ts'
import { complaints } from '../support/generated.ts'
import { runCli } from '../support/run-cli.ts'
import { call, type Scaffolded, scaffoldServer } from '../support/scaffolded-server.ts'

const spec = 'test/cases/scaffold/envelope/api.yaml'

type Responses = Record<string, { content?: Record<string, object> }>
interface Document {
  readonly paths: Record<string, Record<string, { responses: Responses }>>
  readonly components: Record<string, Record<string, unknown>>
}

/** Whether a body is what the document has for the answer of a path. */
function validator(
  document: Document,
): (path: string, method: string, status: number, type: string, body: unknown) => void {
  const ajv = new Ajv2020({ strict: false }).addSchema({ ...document, $id: 'doc' })
  return (path, method, status, type, body) => {
    const { responses } = document.paths[path]?.[method] ?? { responses: {} }
    const key = [`${status}`, `${Math.floor(status / 100)}XX`, 'default'].find((one) => one in responses) ?? ''
    const start =
      responses[key] && '$ref' in responses[key]
        ? `${responses[key].$ref}`
        : `#/paths/${pointer(path)}/${method}/responses/${key}`
    const check = ajv.getSchema(`doc${start}/content/${pointer(type)}/schema`)
    assert.ok(check, `${path} ${status} ${type} is not in the document`)
    assert.ok(check(body), `${JSON.stringify(body)}: ${JSON.stringify(check.errors)}`)
  }
}

function pointer(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))
}

const handlers = `{ validateResponses: true, onError: () => {}, maxBodyBytes: 100, handlers: {
  getPet: ({ params: { id } }) =>
    id === 'rex' ? { status: 200, body: { name: 'Rex', kind: 'dog' } }
    : id === 'old' ? { status: 410, body: 'gone' }
    : id === 'wrong' ? { status: 200, body: { name: 'Rex' } }
    : { status: 404, body: { title: 'none' } },
  removePet: () => ({ status: 204 }),
  addPet: ({ body }) => body.name === 'taken' ? { status: 409, body: { title: 'taken' } }
    : body.name === 'odd' ? { status: 418, body: { title: 'odd' } } : { status: 201, body },
  listPets: ({ context }) => context.accepts('application/json', 'text/csv') === 'text/csv'
    ? { status: 200, body: 'name' } : { status: 200, body: [] },
  getWord: ({ params: { how } }) => how === 'broken' ? { status: 503, body: 'later' } : { status: 200, body: how === 'null' ? null : how },
  getBytes: () => { throw new ApiError(404, 'NO_BYTES', 'None.') },
  getMeta: () => ({ status: 500, body: { version: 1 } }),
} }`

const meta = { requestId: 'id-1' }
const data = (body: unknown) => ({ data: body, meta })
const error = (code: string, message: string, body?: unknown) => ({
  error: { code, message, details: [], ...(body !== undefined && { data: body }) },
  meta,
})
const json = { 'content-type': 'application/json' }

describe.each(frameworks.map(({ name }) => name))('%s', (framework) => {
  let server: Scaffolded
  let port = 0
  let check: ReturnType<typeof validator>

  beforeAll(async () => {
    server = await scaffoldServer(spec, framework, '--envelope', 'always')
    ;[port = 0] = await server.start(handlers)
    check = validator(parse(server.read('openapi.yaml')))
  })
  afterAll(() => server.remove())

  test.each<readonly [request: string, path: string, status: number, body: unknown]>([
    ['GET /pets/rex', '/pets/{id}', 200, data({ name: 'Rex', kind: 'dog' })],
    ['GET /pets/none', '/pets/{id}', 404, error('NOT_FOUND', 'There is nothing at this path.', { title: 'none' })],
    ['GET /pets/wrong', '/pets/{id}', 500, error('INTERNAL_ERROR', 'Something went wrong on our side.')],
    ['POST /pets {"name":"a","kind":"cat"}', '/pets', 201, data({ name: 'a', kind: 'cat' })],
    ['POST /pets {"name":"taken","kind":"cat"}', '/pets', 409, error('CONFLICT', 'Conflict.', { title: 'taken' })],
    ['POST /pets {"name":"odd","kind":"cat"}', '/pets', 418, error('I_M_A_TEAPOT', "I'm a Teapot.", { title: 'odd' })],
    ['GET /pets', '/pets', 200, data([])],
    ['GET /words/yes', '/words/{how}', 200, data('yes')],
    ['GET /words/null', '/words/{how}', 200, data(null)],
    ['GET /words/broken', '/words/{how}', 503, error('SERVICE_UNAVAILABLE', 'Service Unavailable.', 'later')],
    ['GET /bytes', '/bytes', 404, error('NO_BYTES', 'None.')],
    ['GET /meta', '/meta', 500, error('INTERNAL_ERROR', 'Something went wrong on our side.', { version: 1 })],
    ['GET /deep', '/deep', 501, error('NOT_IMPLEMENTED', 'This operation is not implemented yet.')],
  ])('%s', async (request, path, status, body) => {
    const [method = '', url = '', ...sent] = request.split(' ')
    const answer = await call(port, url, {
      method,
      headers: { ...(sent.length > 0 && json), 'x-request-id': 'id-1' },
      body: sent.join(' '),
    })
    assert.deepEqual([answer.status, answer.body], [status, body])
    check(path, method.toLowerCase(), status, String(answer.headers['content-type']).split(';')[0] ?? '', answer.body)
  })

  test.each([
    ['GET', '/pets/old', {}, 410, 'gone'],
    ['DELETE', '/pets/old', {}, 204, ''],
    ['GET', '/pets', { accept: 'text/csv' }, 200, 'name'],
  ])('what is no JSON is as the document says: %s %s', async (method, path, headers, status, body) => {
    const answer = await call(port, path, { method, headers })
    assert.deepEqual([answer.status, answer.body], [status, body])
  })

  test('what the server refuses is an error of the document', async () => {
    const headers = { ...json, accept: 'application/json, application/problem+json' }
    const invalid = await call(port, '/pets', { method: 'POST', headers, body: '{}' })
    const large = await call(port, '/pets', { method: 'POST', headers, body: `"${'x'.repeat(200)}"` })
    const unwanted = await call(port, '/pets', { headers: { accept: 'image/png' } })
    for (const [{ status, body }, method] of [
      [invalid, 'post'],
      [large, 'post'],
      [unwanted, 'get'],
    ] as const) {
      check('/pets', method, status, 'application/json', body)
    }
    assert.deepEqual([invalid.status, large.status, unwanted.status], [400, 413, 406])
  })
})

/** What a run says, and the folder that it wrote. */
async function run(folder: string, document: string, ...flags: readonly string[]) {
  const { code, stdout, stderr } = await runCli('scaffold', document, '-f', 'koa', '-o', folder, '--json', ...flags)
  assert.ok(code === 0 || code === 1, stderr || stdout)
  return { code, result: JSON.parse(stdout) as Record<string, unknown> }
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'backwright-envelope-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

describe('the document with envelopes', () => {
  test.each([
    spec,
    'test/cases/contract/kitchen-sink.yaml',
    'test/cases/scaffold/server.yaml',
    'test/cases/scaffold/streams.yaml',
    'test/cases/scaffold/negotiation.yaml',
  ])('is valid, stands by itself, and can be scaffolded: %s', async (document) => {
    const [folder, other] = [temporary(), temporary()]
    await run(folder, document, '--envelope', 'always')
    const written = join(folder, 'openapi.yaml')
    await SwaggerParser.validate(written)
    const { result } = await run(other, written)
    const before = (await run(folder, document, '--envelope', 'always')).result
    const named = ({ operations }: Record<string, unknown>) =>
      (operations as { name: string }[]).map(({ name }) => name)
    assert.deepEqual(named(result), named(before))
  })

  test('has what it refers to under names of its own, and the expressions of links one step deeper', async () => {
    const folder = temporary()
    await run(folder, spec, '--envelope', 'always')
    const { paths, components } = parse(readFileSync(join(folder, 'openapi.yaml'), 'utf8'))
    assert.deepEqual(Object.keys(components.schemas), [
      'Meta',
      'Error',
      'Pet',
      'Pet2',
      'Cat',
      'Dog',
      'schema',
      'Meta2',
      'Error2',
    ])
    assert.deepEqual(Object.keys(components.responses), ['Meta', 'Error2'])
    assert.deepEqual(components.schemas.Pet2.discriminator.mapping, {
      cat: '#/components/schemas/Cat',
      dog: '#/components/schemas/Dog',
    })
    assert.deepEqual(components.schemas.Dog.properties.$ref, { type: 'string', example: { $ref: '#/info' } })
    const added = paths['/pets'].post.responses[201]
    assert.deepEqual(added.links.self.parameters, { id: '$response.body#/data/name' })
    assert.deepEqual(added.content['application/json'].example.data, { name: 'Rex', kind: 'dog' })
    assert.deepEqual(paths['/pets'].get.responses[200].content['application/json'].examples.one.value.data, [
      { name: 'Rex', kind: 'dog' },
    ])
    assert.deepEqual(paths['/bytes'].get.responses[404].content, {
      'application/json': { schema: { $ref: '#/components/schemas/Error2' } },
    })
  })

  test('is of 3.0 where the document is, and without what counts for nothing there', async () => {
    const folder = temporary()
    const document = join(folder, 'source.yaml')
    writeFileSync(
      document,
      `openapi: 3.0.3
info: { title: Of 3.0, version: '1' }
paths:
  /a:
    get:
      operationId: a
      responses:
        '200': { description: A, content: { application/json: { schema: { $ref: '#/components/schemas/A', nullable: true } } } }
        4XX: { description: Not A, content: { application/json: { schema: { type: string, nullable: true } } } }
components: { schemas: { A: { type: object, properties: { a: { $ref: '#/components/schemas/A' } } } } }
`,
    )
    await run(join(folder, 'api'), document, '--envelope', 'always')
    const written = join(folder, 'api', 'openapi.yaml')
    await SwaggerParser.validate(written)
    const { openapi, paths } = parse(readFileSync(written, 'utf8'))
    const { data } = paths['/a'].get.responses[200].content['application/json'].schema.properties
    assert.deepEqual([openapi, data], ['3.0.3', { $ref: '#/components/schemas/A' }])
    assert.equal((await run(join(folder, 'again'), written)).code, 0)
  })

  test('never takes the place of the one that it is made from', async () => {
    const folder = temporary()
    const text = readFileSync('test/cases/scaffold/negotiation.yaml', 'utf8')
    writeFileSync(join(folder, 'openapi.yaml'), text)
    const flags = ['-f', 'koa', '-o', folder, '--envelope', 'always', '--force']
    const { code, stderr } = await runCli('scaffold', join(folder, '..', basename(folder), 'openapi.yaml'), ...flags)
    assert.equal(code, 2)
    assert.match(stderr, /openapi\.yaml, where the document itself is\..* \(file-conflict\)/)
    assert.equal(readFileSync(join(folder, 'openapi.yaml'), 'utf8'), text)
  })
})

test('going to envelopes and back is a change, and leaves nothing behind', async () => {
  const folder = temporary()
  const first = await run(folder, spec)
  assert.equal(first.result.envelope, 'spec')
  assert.equal((await run(folder, spec, '--check')).code, 0)
  assert.equal((await run(folder, spec, '--check', '--envelope', 'always')).code, 1)
  const { result } = await run(folder, spec, '--envelope', 'always')
  assert.equal(result.envelope, 'always')
  assert.match(readFileSync(join(folder, '.backwright.json'), 'utf8'), /"openapi\.yaml"/)
  assert.equal((await run(folder, spec, '--check', '--envelope', 'always')).code, 0)
  assert.equal((await run(folder, spec, '--check')).code, 1)
  await run(folder, spec)
  assert.throws(() => readFileSync(join(folder, 'openapi.yaml')), { code: 'ENOENT' })
  assert.doesNotMatch(readFileSync(join(folder, '.backwright.json'), 'utf8'), /"openapi\.yaml"/)
})

test('the types say what is on the wire, alone as well', async () => {
  const folder = temporary()
  const { result } = await run(folder, spec, '--envelope', 'always', '--types-only')
  assert.deepEqual(
    (result.files as { path: string }[]).map(({ path }) => path),
    ['types.ts'],
  )
  const use = `
    import type { Enveloped, EnvelopedError, Operations } from './types.js'
    type Wire<Name extends keyof Operations> = Operations[Name]['wire']
    export const one: Wire<'getPet'> = { status: 200, body: { data: { name: 'x', kind: 'dog' }, meta: { requestId: 'x' } } }
    // @ts-expect-error a success is in an envelope
    export const two: Wire<'getPet'> = { status: 200, body: { name: 'x', kind: 'dog' } }
    export const three = (wire: Wire<'getPet'>): string | undefined => {
      if (wire.status === 200) return wire.body.data.name
      if (wire.status === 410) return typeof wire.body === 'string' ? wire.body : wire.body.error.code
      return wire.body.error.code
    }
    export const four = (wire: Wire<'listPets'>): string => (wire.status === 200 && wire.contentType === 'text/csv' ? wire.body : '')
    export const five: Wire<'removePet'> = { status: 204, body: undefined }
    export const six: Wire<'addPet'> = { status: 400, body: { error: { code: 'x', message: 'x', details: [] }, meta: { requestId: 'x' } } }
    export const seven: Wire<'getWord'> = { status: 200, body: { data: null, meta: { requestId: 'x' } } }
    export type All = [Enveloped<1>, EnvelopedError<2>]
  `
  assert.deepEqual(await complaints({ 'types.ts': readFileSync(join(folder, 'types.ts'), 'utf8'), 'use.ts': use }), [])
})
