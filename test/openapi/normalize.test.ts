import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import type { Operation, Parameter } from '../../src/openapi/api.ts'
import type { Schema } from '../../src/openapi/schema.ts'
import { load, withSchemas } from '../support/documents.ts'

/** One operation after another, each as an entry of `paths`. */
async function operations(paths: object, more: object = {}): Promise<readonly Operation[]> {
  const document = { openapi: '3.0.3', info: { title: 'T', version: '1' }, paths, ...more }
  return (await load(JSON.stringify(document))).api.operations
}

const responses = { '200': { description: 'ok' } }

test.each<[string, object, readonly string[]]>([
  ['legal ids stay', { '/a': { get: { operationId: 'listPets', responses } } }, ['listPets']],
  [
    'ids with slashes and dashes',
    { '/a': { get: { operationId: 'issues/list-for-repo', responses } } },
    ['issuesListForRepo'],
  ],
  [
    'reserved words',
    { '/a': { get: { operationId: 'delete', responses }, put: { operationId: 'class', responses } } },
    ['deleteOperation', 'classOperation'],
  ],
  [
    'ids that differ in case alone',
    { '/a': { get: { operationId: 'getPet', responses }, put: { operationId: 'getpet', responses } } },
    ['getPet', 'getpet2'],
  ],
  [
    'the same id twice',
    { '/b': { get: { operationId: 'x', responses } }, '/a': { get: { operationId: 'x', responses } } },
    ['x2', 'x'],
  ],
  [
    'no ids',
    {
      '/pets/{pet-id}/photos': {
        parameters: [{ name: 'pet-id', in: 'path', required: true, schema: {} }],
        get: { responses },
        delete: { responses },
      },
    },
    ['getPetsByPetIdPhotos', 'deletePetsByPetIdPhotos'],
  ],
  ['ids that start with a number', { '/a': { get: { operationId: '2fa', responses } } }, ['operation2fa']],
])('operations are named: %s', async (_, paths, names) => {
  assert.deepEqual(
    (await operations(paths)).map(({ name }) => name),
    names,
  )
})

test('a path is text and parameters in turn', async () => {
  const at = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } })
  const [operation] = await operations({
    '/a/{b}.json/{c}:go': { get: { operationId: 'x', parameters: [at('b'), at('c')], responses } },
  })
  assert.deepEqual(operation?.template, [
    { kind: 'text', text: '/a/' },
    { kind: 'parameter', name: 'b' },
    { kind: 'text', text: '.json/' },
    { kind: 'parameter', name: 'c' },
    { kind: 'text', text: ':go' },
  ])
})

test('an operation takes the parameters of its path, and may replace them', async () => {
  const [operation] = await operations({
    '/a': {
      parameters: [
        { name: 'q', in: 'query', schema: { type: 'string' } },
        { name: 'X-A', in: 'header', schema: { type: 'string' } },
      ],
      get: {
        operationId: 'x',
        parameters: [
          { name: 'q', in: 'query', required: true, schema: { type: 'integer' } },
          { name: 'Accept', in: 'header', schema: {} },
        ],
        responses,
      },
    },
  })
  assert.deepEqual(
    operation?.parameters.map(({ name, required }) => [name, required]),
    [
      ['x-a', false],
      ['q', true],
    ],
  )
})

test.each<[string, object, object]>([
  ['text by default', { in: 'query', schema: { type: 'string' } }, { kind: 'scalar', types: ['string'] }],
  [
    'a number through a reference',
    { in: 'query', schema: { $ref: '#/components/schemas/Limit' } },
    { kind: 'scalar', types: ['integer'] },
  ],
  [
    'the types of an anyOf, texts last',
    { in: 'query', schema: { anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'boolean' }] } },
    { kind: 'scalar', types: ['boolean', 'integer', 'string'] },
  ],
  ['the types of an enumeration', { in: 'query', schema: { enum: [1, 2] } }, { kind: 'scalar', types: ['integer'] }],
  [
    'anything',
    { in: 'query', schema: {} },
    { kind: 'scalar', types: ['null', 'boolean', 'integer', 'number', 'string'] },
  ],
  [
    'a list of what is in it',
    { in: 'query', schema: { type: 'array', items: { $ref: '#/components/schemas/Limit' } } },
    { kind: 'array', items: ['integer'] },
  ],
  [
    'a list or its one element',
    { in: 'query', schema: { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] } },
    { kind: 'array', items: ['string'] },
  ],
  [
    'an object of all its parts',
    {
      in: 'query',
      style: 'deepObject',
      schema: {
        allOf: [{ type: 'object', properties: { a: { type: 'integer' } } }, { properties: { b: { type: 'boolean' } } }],
      },
    },
    { kind: 'object', properties: { a: ['integer'], b: ['boolean'] }, others: ['string'] },
  ],
])('a parameter is read as %s', async (_, parameter, shape) => {
  const components = { schemas: { Limit: { type: 'integer' } } }
  const [operation] = await operations(
    { '/a': { get: { operationId: 'x', parameters: [{ name: 'q', ...parameter }], responses } } },
    { components },
  )
  const { encoding } = (operation?.parameters ?? [])[0] as Parameter
  assert.equal(encoding.kind, 'style')
  assert.deepEqual(encoding.kind === 'style' && encoding.shape, shape)
})

describe('schemas come in one form', () => {
  test.each<[string, string, object, Schema]>([
    ['nullable', '3.0.3', { type: 'string', nullable: true }, { types: ['string', 'null'] }],
    [
      'nullable beside an enumeration',
      '3.0.3',
      { type: 'string', nullable: true, enum: ['a'] },
      { types: ['string', 'null'], values: ['a', null] },
    ],
    ['types in a list', '3.1.0', { type: ['string', 'null'] }, { types: ['string', 'null'] }],
    [
      'exclusive limits of 3.0',
      '3.0.3',
      { type: 'integer', minimum: 1, exclusiveMinimum: true },
      { types: ['integer'], number: { exclusiveMinimum: 1 } },
    ],
    [
      'exclusive limits of 3.1',
      '3.1.0',
      { type: 'integer', exclusiveMinimum: 1 },
      { types: ['integer'], number: { exclusiveMinimum: 1 } },
    ],
    ['a constant', '3.1.0', { const: null }, { values: [null] }],
    [
      'what is beside a reference in 3.0',
      '3.0.3',
      { $ref: '#/components/schemas/B', description: 'ignored' },
      { ref: 'B' },
    ],
    [
      'what is beside a reference in 3.1',
      '3.1.0',
      { $ref: '#/components/schemas/B', minLength: 1 },
      { text: { minLength: 1 }, ref: 'B' },
    ],
    ['a forgotten type', '3.1.0', { required: ['a'] }, { types: ['object'], object: { required: ['a'] } }],
    [
      'a tuple of older drafts',
      '3.1.0',
      { type: 'array', items: [{ type: 'string' }], additionalItems: false },
      { types: ['array'], array: { prefix: [{ types: ['string'] }], items: { never: true } } },
    ],
  ])('%s', async (_, version, schema, expected) => {
    const { api } = await load(withSchemas(version, { A: schema, B: { type: 'string' } }))
    assert.deepEqual(api.schemas.find(({ name }) => name === 'A')?.schema, expected)
  })

  test('a schema in another file gets a name, and so does one inside it', async () => {
    const { api } = await load({
      'api.yaml': `openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {$ref: 'models/pet.yaml'}, B: {$ref: 'models/pet.yaml#/$defs/tag'}}}\n`,
      'models/pet.yaml':
        "type: object\nproperties: {tag: {$ref: '#/$defs/tag'}, self: {$ref: pet.yaml}}\n$defs: {tag: {type: string}}\n",
    })
    assert.deepEqual(
      api.schemas.map(({ name, schema }) => [name, schema.ref]),
      [
        ['A', 'Pet'],
        ['B', 'Tag'],
        ['Pet', undefined],
        ['Tag', undefined],
      ],
    )
  })
})

test('a parameter has the examples that stand beside its schema, in their order', async () => {
  const inPath = { in: 'path', required: true, schema: { type: 'integer' } }
  const parameters = [
    { ...inPath, name: 'a', example: 7 },
    { ...inPath, name: 'b', examples: { one: { value: 1 }, two: { $ref: '#/components/examples/Two' } } },
    { ...inPath, name: 'c', schema: undefined, content: { 'application/json': { example: [3] } } },
    { ...inPath, name: 'd' },
  ]
  const [operation] = await operations(
    { '/{a}/{b}/{c}/{d}': { get: { operationId: 'x', parameters, responses } } },
    { components: { examples: { Two: { value: 2 } } } },
  )
  assert.deepEqual(
    operation?.parameters.map(({ examples }) => examples?.map(({ value }) => value)),
    [[7], [1, 2], [[3]], undefined],
  )
})

test.each<[string, object, readonly string[]]>([
  [
    'addresses',
    { servers: [{ url: 'https://a.example/v1' }, { url: 'http://b' }] },
    ['https://a.example/v1', 'http://b'],
  ],
  ['no path alone, nor what is no address', { servers: [{ url: '/v1' }, { url: 'https://' }, 7, { url: 7 }] }, []],
  [
    'variables by their defaults',
    { servers: [{ url: 'https://{region}.example', variables: { region: { default: 'eu' } } }] },
    ['https://eu.example'],
  ],
  ['no list', { servers: { url: 'https://a.example' } }, []],
  [
    'those of Swagger 2.0',
    { openapi: undefined, swagger: '2.0', host: 'a.example', basePath: '/v1', schemes: ['http', 'https'] },
    ['http://a.example/v1'],
  ],
  ['none of Swagger 2.0', { openapi: undefined, swagger: '2.0', basePath: '/v1' }, []],
])('where it is served: %s', async (_, members, expected) => {
  const document = { openapi: '3.0.3', info: { title: 'T', version: '1' }, paths: {}, ...members }
  assert.deepEqual((await load(JSON.stringify(document))).servers, expected)
})
