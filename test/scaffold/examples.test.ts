import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { frameworks } from '../../src/scaffold/all.ts'
import { call, type Scaffolded, scaffoldServer } from '../support/scaffolded-server.ts'

const hostile = '</script>\u2028`${process.exit(1)}`*/ notImplemented()'
const json = (content: object) => ({ description: '', content: { 'application/json': content } })
const pet = { $ref: '#/components/schemas/Pet' }

/** The responses of an operation, and what is answered: by the spec's examples, or a value that its schema admits. */
const operations: Readonly<Record<string, readonly [responses: object, status: number, body: unknown]>> = {
  mediaExample: [{ 200: json({ schema: pet, example: { name: 'Rex', more: 1 } }) }, 200, { name: 'Rex', more: 1 }],
  namedExample: [
    { 200: json({ schema: pet, examples: { wrong: { value: {} }, right: { $ref: '#/components/examples/Tom' } } }) },
    200,
    { name: 'Tom' },
  ],
  schemaExample: [{ 200: json({ schema: { $ref: '#/components/schemas/Shown' } }) }, 200, { name: 'Ada' }],
  misfit: [{ 200: json({ schema: pet, example: { name: 7 } }) }, 200, { name: 'string' }],
  generated: [
    { 404: json({ schema: pet }), 201: json({ schema: { type: 'array', items: pet, minItems: 2 } }) },
    201,
    [{ name: 'string' }, { name: 'string' }],
  ],
  byDefault: [{ default: json({ schema: { type: 'integer', minimum: 3 } }) }, 200, 3],
  byClass: [{ '2XX': json({ schema: { type: 'string', nullable: true, example: null } }) }, 200, null],
  withoutBody: [{ 204: { description: '' } }, 204, ''],
  text: [{ 200: { description: '', content: { 'text/csv': { example: 'a,b' } } } }, 200, 'a,b'],
  bytes: [{ 200: { description: '', content: { 'image/*': { example: 'png' } } } }, 200, 'png'],
  jsonOfTwo: [
    { 200: { description: '', content: { 'application/xml': { schema: pet }, 'application/json': { schema: pet } } } },
    200,
    { name: 'string' },
  ],
  hostile: [
    { 200: json({ example: JSON.parse(`{"__proto__":1,"a'b":${JSON.stringify(hostile)}}`) }) },
    200,
    JSON.parse(`{"__proto__":1,"a'b":${JSON.stringify(hostile)}}`),
  ],
  exampleAnswer: [{ 200: json({ schema: { type: 'boolean' } }) }, 200, true],
  closed: [
    {
      200: json({
        schema: {
          allOf: [pet, { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } }],
        },
      }),
    },
    200,
    { id: '00000000-0000-4000-8000-000000000001', name: 'string' },
  ],
  recursive: [{ 200: json({ schema: { $ref: '#/components/schemas/Tree' } }) }, 200, { children: [] }],
  map: [{ 200: json({ schema: { $ref: '#/components/schemas/Counts' } }) }, 200, { total: 1 }],
  impossible: [{ 200: json({ schema: { type: 'string', pattern: '^(?!x)x$' } }) }, 501, 'NOT_IMPLEMENTED'],
  onlyErrors: [{ 404: json({ schema: pet }) }, 501, 'NOT_IMPLEMENTED'],
}

const document = {
  openapi: '3.0.3',
  info: { title: 'Pets', version: '1' },
  paths: Object.fromEntries(
    Object.entries(operations).map(([operationId, [responses]]) => [
      `/${operationId}`,
      { get: { operationId, responses } },
    ]),
  ),
  components: {
    examples: { Tom: { value: { name: 'Tom' } } },
    schemas: {
      Pet: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, age: { type: 'integer' } } },
      Shown: { type: 'object', properties: { name: { type: 'string' } }, example: { name: 'Ada' } },
      Tree: {
        type: 'object',
        required: ['children'],
        properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
      },
      Counts: {
        type: 'object',
        required: ['total'],
        properties: { total: { type: 'integer' } },
        additionalProperties: { type: 'integer' },
      },
    },
  },
}

describe.each(frameworks.map(({ name }) => name))('under %s, with answers validated', (framework) => {
  const folder = mkdtempSync(join(tmpdir(), 'backwright-examples-'))
  let server: Scaffolded
  let port: number

  beforeAll(async () => {
    writeFileSync(join(folder, 'pets.json'), JSON.stringify(document))
    server = await scaffoldServer(join(folder, 'pets.json'), framework, '--stubs', 'examples')
    const [first = 0] = await server.start('{ validateResponses: true }')
    port = first
  }, 120_000)

  afterAll(() => {
    server?.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  test.each(Object.entries(operations))('%s answers', async (name, [, status, body]) => {
    const answer = await call(port, `/${name}`)
    const code = (answer.body as { error?: { code: string } } | null)?.error?.code
    assert.deepEqual([answer.status, code ?? answer.body], [status, body])
  })
})
