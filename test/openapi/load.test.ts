import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { loadApi } from '../../src/openapi/load.ts'
import { cpuMs } from '../support/cpu-time.ts'
import { load, told, worldOf } from '../support/documents.ts'

const head = 'openapi: 3.0.3\ninfo: {title: T, version: "1"}\n'
const ok = 'responses: {"200": {description: ok}}'

describe('each mistake is told with its line', () => {
  test.each<[string, string, readonly string[]]>([
    ['YAML that does not parse', 'openapi: 3.0.3\ninfo: {title: T\npaths: {}\n', ['api.yaml:3:1 broken-file']],
    ['a key that is there twice', `${head}paths: {}\npaths: {}\n`, ['api.yaml:4:1 broken-file']],
    ['JSON without a bottom', `{"x": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`, ['api.yaml:1:1 broken-file']],
    ['YAML without a bottom', `x: ${'['.repeat(600)}${']'.repeat(600)}`, ['api.yaml:1:513 broken-file']],
    ['an alias within what it names', `${head}paths: {}\nx-a: &a {b: [*a, *a]}\n`, ['api.yaml:1:1 broken-file']],
    ['a version that is an object', 'openapi: {toString: 1, valueOf: 1}\n', ['api.yaml:1:1 wrong-type']],
    ['a reference that is no URL', `${head}paths:\n  /a: {$ref: 'http://'}\n`, ['api.yaml:4:8 bad-ref']],
    ['a reference that is no path', `${head}paths:\n  /a: {$ref: '%zz.yaml#/a'}\n`, ['api.yaml:4:8 bad-ref']],
    ['a path that no server takes', `${head}paths:\n  ? /${'a'.repeat(8000)}\n  : {}\n`, ['api.yaml:4:5 bad-path']],
    ['half of a character in a path', `${head}paths:\n  "/\\ud800": {}\n`, ['api.yaml:4:3 bad-path']],
    [
      'references in a row without an end',
      `${head}paths: {}\ncomponents:\n  schemas:\n${Array.from({ length: 3000 }, (_, i) => `    A${i}: {allOf: [{$ref: '#/components/schemas/A${i + 1}'}]}\n`).join('')}    A3000: {}\n`,
      ['api.yaml:507:5 endless-chain'],
    ],
    ['JSON that does not parse', '{"openapi": "3.0.3",\n "info": {}', ['api.yaml:2:12 broken-file']],
    ['another kind of document', 'name: x\n', ['api.yaml:1:1 not-openapi']],
    ['a text instead of a document', 'hello\n', ['api.yaml:1:1 wrong-type']],
    ['Swagger 1.2', 'swagger: "1.2"\ninfo: {}\n', ['api.yaml:1:1 unsupported-version']],
    ['OpenAPI 2.0', 'openapi: "2.0"\ninfo: {}\n', ['api.yaml:1:1 unsupported-version']],
    ['two versions', 'openapi: 3.0.3\nswagger: "2.0"\ninfo: {}\n', ['api.yaml:2:1 unsupported-version']],
    ['a version of Swagger that is a list', 'swagger: [2.0]\ninfo: {}\n', ['api.yaml:1:1 wrong-type']],
    ['a version of the future', 'openapi: 4.0.0\n', ['api.yaml:1:1 unsupported-version']],
    [
      'a reference that leads nowhere',
      `${head}paths: {}\ncomponents:\n  schemas:\n    A:\n      $ref: '#/components/schemas/B'\n`,
      ['api.yaml:7:7 dangling-ref'],
    ],
    [
      'a reference in a circle',
      `${head}paths:\n  /a:\n    get:\n      operationId: a\n      responses: {'200': {$ref: '#/components/responses/A'}}\ncomponents:\n  responses:\n    A: {$ref: '#/components/responses/A'}\n`,
      ['api.yaml:7:19 circular-ref'],
    ],
    ['a file that is not there', `${head}paths:\n  /a: {$ref: 'a.yaml'}\n`, ['api.yaml:4:8 missing-file']],
    [
      'a reference over the network',
      `${head}paths:\n  /a: {$ref: 'https://a.example/a.yaml'}\n`,
      ['api.yaml:4:8 remote-ref'],
    ],
    [
      'a text instead of a schema',
      `${head}paths: {}\ncomponents:\n  schemas:\n    A:\n      type: object\n      properties:\n        b: string\n`,
      ['api.yaml:9:9 wrong-type'],
    ],
    [
      'a misspelt type',
      `${head}paths: {}\ncomponents:\n  schemas:\n    A: {type: strnig}\n`,
      ['api.yaml:6:9 bad-type'],
    ],
    [
      'a pattern that is none',
      `${head}paths: {}\ncomponents:\n  schemas:\n    A: {type: string, pattern: '('}\n`,
      ['api.yaml:6:23 bad-pattern'],
    ],
    [
      'a multiple of nothing',
      `${head}paths: {}\ncomponents:\n  schemas:\n    A: {type: integer, multipleOf: 0}\n`,
      ['api.yaml:6:24 bad-multiple'],
    ],
    [
      'a misspelt key',
      `${head}paths:\n  /a:\n    get:\n      operationId: a\n      paramters: []\n      ${ok}\n`,
      ['api.yaml:7:7 unknown-key'],
    ],
    [
      'a parameter that is there twice',
      `${head}paths:\n  /a:\n    get:\n      operationId: a\n      parameters:\n        - {name: q, in: query, schema: {}}\n        - {name: q, in: query, schema: {}}\n      ${ok}\n`,
      ['api.yaml:9:11 duplicate-parameter'],
    ],
    [
      'a parameter of the path that is not described',
      `${head}paths:\n  /a/{id}:\n    get:\n      operationId: a\n      ${ok}\n`,
      ['api.yaml:5:5 missing-path-parameter'],
    ],
    [
      'a parameter that is not in the path',
      `${head}paths:\n  /a:\n    get:\n      operationId: a\n      parameters: [{name: id, in: path, required: true, schema: {}}]\n      ${ok}\n`,
      ['api.yaml:5:5 unknown-path-parameter'],
    ],
    [
      'an operation without an operationId',
      `${head}paths:\n  /a:\n    get: {${ok}}\n`,
      ['api.yaml:5:5 missing-operation-id'],
    ],
    [
      'an operationId that is there twice',
      `${head}paths:\n  /a:\n    get: {operationId: a, ${ok}}\n    put: {operationId: a, ${ok}}\n`,
      ['api.yaml:6:11 duplicate-operation-id'],
    ],
    [
      'two paths for the same requests',
      `${head}paths:\n  /a/{x}:\n    get: {operationId: a, parameters: [{name: x, in: path, required: true, schema: {}}], ${ok}}\n  /a/{y}:\n    get: {operationId: b, parameters: [{name: y, in: path, required: true, schema: {}}], ${ok}}\n`,
      ['api.yaml:7:5 duplicate-path'],
    ],
    [
      'a default that its schema refuses',
      `${head}paths: {}\ncomponents:\n  schemas:\n    A: {type: integer, default: x}\n`,
      ['api.yaml:6:24 bad-default'],
    ],
    [
      'a default with a member that its schema refuses',
      `${head}paths: {}\ncomponents:\n  schemas:\n    A: {type: object, additionalProperties: {type: number}, default: {w: [1]}}\n`,
      ['api.yaml:6:61 bad-default'],
    ],
    [
      'a schema without a type',
      `${head}paths: {}\ncomponents:\n  schemas:\n    A: {properties: {b: {type: string}}}\n`,
      ['api.yaml:6:5 missing-type'],
    ],
    [
      'a schema made of itself',
      `${head}paths: {}\ncomponents:\n  schemas:\n    A: {anyOf: [{type: string}, {$ref: '#/components/schemas/A'}]}\n`,
      ['api.yaml:6:5 circular-schema'],
    ],
    [
      'a security scheme that is not there',
      `${head}security: [{key: []}]\npaths:\n  /a: {get: {operationId: a, ${ok}}}\n`,
      ['api.yaml:3:13 unknown-security-scheme'],
    ],
    [
      'a status that is none',
      `${head}paths:\n  /a:\n    get:\n      operationId: a\n      responses: {'600': {description: x}}\n`,
      ['api.yaml:7:19 bad-status'],
    ],
  ])('%s', async (_, text, expected) => {
    assert.deepEqual(await told(text), expected)
  })

  test('all at once, the place in a second file included', async () => {
    const files = {
      'specs/api.yaml': `${head}paths:\n  /a: {$ref: 'paths/a.yaml#/a'}\n  b: {}\n`,
      'specs/paths/a.yaml': `a:\n  get:\n    operationId: a\n    responses:\n      '200':\n        description: ok\n        content:\n          application/json:\n            schema: {$ref: '../schemas.yaml#/Pet'}\n`,
      'specs/schemas.yaml': 'Pet:\n  type: object\n  properties:\n    id: {type: int}\n',
    }
    assert.deepEqual(await told(files), ['specs/api.yaml:5:3 bad-path', 'specs/schemas.yaml:4:10 bad-type'])
  })

  test('a broken second file', async () => {
    const files = { 'api.yaml': `${head}paths:\n  /a: {$ref: 'a.yaml'}\n`, 'a.yaml': 'get:\n  - [\n' }
    assert.deepEqual(await told(files), ['a.yaml:3:1 broken-file'])
  })
})

test('of many mistakes the first are told, and of a long name its ends', async () => {
  const paths = Array.from({ length: 3000 }, (_, i) => `  p${i}: {}\n`).join('')
  await assert.rejects(
    load(`${head}paths:\n${paths}`),
    /^UserError: api.yaml has 3000 mistakes\.(\n .*){20}\n {2}and 2980 more$/,
  )
  await assert.rejects(load(`openapi: '${'3'.repeat(100_000)}'\n`), ({ message }: Error) => message.length < 2000)
})

test('a mistake that is all of the file is told by its start', async () => {
  await assert.rejects(load('!'.repeat(5_000_000)), ({ message }: Error) => message.length < 2000)
})

test('a document of more values than fit into memory is refused in a moment', async () => {
  const started = cpuMs()
  await assert.rejects(load('- '.repeat(6_000_000)), /api.yaml:1:1: It has more than 5000000 values/)
  assert.ok(cpuMs() - started < 10_000)
})

test('mistakes of many thousands are placed in a moment', async () => {
  const paths = Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`p${i}`, {}]))
  const [started, document] = [cpuMs(), { openapi: '3.1.0', info: {}, paths }]
  await assert.rejects(load(JSON.stringify(document, null, 1)), /api.yaml:5:3: .*bad-path/)
  assert.ok(cpuMs() - started < 10_000)
})

const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('')

test.each<[string, string]>([
  ['keys', `${head}paths: {}\nx-a:\n${many(40_000, (i) => `  k${i}: 1\n`)}`],
  ['operations of one name', `${head}paths:\n${many(7000, (i) => `  /p${i}: {get: {operationId: a, ${ok}}}\n`)}`],
  [
    'anchors',
    `${head}paths: {}\nx-a:\n${many(3000, (i) => `  k${i}: {$anchor: a${i}, type: string}\n`)}components:\n  schemas:\n${many(3000, (i) => `    S${i}: {type: array, items: {$ref: '#a${i}'}}\n`)}`,
  ],
  [
    'security schemes',
    `${head}security: [{${many(50, (i) => `s${i}: [], `)}}]\ncomponents:\n  securitySchemes:\n${many(4000, (i) => `    s${i}: {type: http}\n`)}paths:\n${many(4000, (i) => `  /p${i}: {get: {operationId: a${i}, ${ok}}}\n`)}`,
  ],
])(
  'thousands of %s are read in a moment',
  async (_, text) => {
    const started = cpuMs()
    await load(text)
    assert.ok(cpuMs() - started < 10_000)
  },
  60_000,
)

test('of keys that are there twice each is told, within lists too', async () => {
  assert.deepEqual(await told(`${head}a: 1\nx: [{b: 1, b: 2}]\na: 2\n"1": a\n1: b\n`), [
    'api.yaml:4:12 broken-file',
    'api.yaml:5:1 broken-file',
  ])
})

test('schemas that refer twice to the next of forty are read in a moment', async () => {
  const twice = (i: number): object[] => Array(2).fill({ $ref: `#/components/schemas/A${i + 1}` })
  const schemas = Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`A${i}`, i % 2 ? { oneOf: twice(i), default: 'x' } : { allOf: twice(i) }]),
  )
  const parameters = [{ name: 'q', in: 'query', schema: { $ref: '#/components/schemas/A0' } }]
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { get: { operationId: 'a', parameters, responses: { 200: { description: 'ok' } } } } },
    components: { schemas: { ...schemas, A40: { type: 'string' } } },
  }
  assert.equal((await load(JSON.stringify(document))).api.schemas.length, 41)
})

test('an empty document says so', async () => {
  await assert.rejects(load(' \n'), { code: 'empty-input' })
})

test('a dash reads standard input', async () => {
  const text = `${head}paths:\n  /a: {get: {operationId: a, ${ok}}}\n`
  const { api } = await loadApi('-', worldOf({}, text), { allowRemote: false })
  assert.deepEqual(
    api.operations.map(({ name }) => name),
    ['a'],
  )
})

test('the error has the place of the first mistake', async () => {
  await assert.rejects(load(`${head}paths: []\n`), {
    code: 'bad-spec',
    where: { file: 'api.yaml', line: 3, pointer: '/paths' },
  })
})

test('merge keys and aliases of YAML are followed', async () => {
  const text = `${head}x-base: &base {operationId: a, ${ok}}\npaths:\n  /a:\n    get: {<<: *base, deprecated: true}\n`
  const { api } = await load(text)
  assert.deepEqual(
    api.operations.map(({ name, deprecated }) => [name, deprecated]),
    [['a', true]],
  )
})

test('a reference over the network is followed when that is allowed', async () => {
  const files = {
    'api.yaml': `${head}paths:\n  /a: {$ref: 'https://a.example/v1/paths.yaml#/a'}\n`,
    'https://a.example/v1/paths.yaml': `a: {get: {operationId: a, parameters: [{$ref: '../q.yaml'}], ${ok}}}\n`,
    'https://a.example/q.yaml': 'name: q\nin: query\nschema: {type: string}\n',
  }
  const { api } = await load(files, { allowRemote: true })
  assert.deepEqual(
    api.operations.map(({ name, parameters }) => [name, parameters.map((parameter) => parameter.name)]),
    [['a', ['q']]],
  )
})
