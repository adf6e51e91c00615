import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, test } from 'vitest'
import type { ZodType } from 'zod'
import type { Json } from '../../src/openapi/schema.ts'
import { typesFile } from '../../src/scaffold/types.ts'
import { validatorsFile } from '../../src/scaffold/validators.ts'
import { load, withSchemas } from '../support/documents.ts'
import { complaints, run } from '../support/generated.ts'

describe('a document with everything in it', () => {
  let types = ''
  let validators = ''
  let module: Readonly<Record<string, unknown>> = {}

  beforeAll(async () => {
    const { api } = await load(await readFile('test/cases/contract/kitchen-sink.yaml', 'utf8'))
    types = typesFile(api)
    validators = validatorsFile(api)
    module = await run(validators)
  })

  test('compiles under the strictest settings, and does what its types say', async () => {
    const use = `
      import type { DeleteInput, DeleteOperationInput, DeleteOperationOutput, Operations, Pet, PetRequest, PetsReplaceOneInput, Tree, UploadInput } from './types.js'
      export const one = (input: DeleteOperationInput): number => input.params['thing-id'] + input.query.limit + (input.query.filter?.min ?? 0) + input.cookies.session.length
      export const two: DeleteOperationOutput = { status: 200, contentType: 'text/plain', headers: { 'x-total': 1 }, body: 'x' }
      export const three: DeleteOperationOutput = { status: 418, body: { message: 'x', causes: [{ message: 'y' }] } }
      // @ts-expect-error a response of 204 has no body
      export const four: DeleteOperationOutput = { status: 204, body: 'x' }
      // @ts-expect-error a class of statuses does not take what is described by itself
      export const five: DeleteOperationOutput = { status: 204, body: { message: 'x' } }
      export const six: Pet = { id: 1, name: 'x', kind: 'cat', owner: { since: 'now' } }
      // @ts-expect-error the password is only in requests
      export const seven: Pet = { id: 1, name: 'x', kind: 'cat', owner: { since: 'now' }, password: 'x' }
      export const eight: PetRequest = { name: 'x', kind: 'dog', owner: {}, password: 'x' }
      export const nine = (input: PetsReplaceOneInput): string => (input.contentType === 'application/json' ? input.body.name : String(input.body))
      export const ten = (input: UploadInput): string | undefined => input.body?.file.name
      export const tree: Tree = [1, { a: [2] }]
      // @ts-expect-error a leaf is a number
      export const twelve: Tree = ['x']
      export const name: keyof Operations = 'getWithoutIdByAByB'
      export const text: DeleteInput = 'a schema of the document keeps its name'
    `
    assert.deepEqual(await complaints({ 'types.ts': types, 'validators.ts': validators, 'use.ts': use }), [])
  })

  test('nothing is typed as any', () => {
    assert.doesNotMatch(types + validators, /\bany\b(?! |thing)/)
  })

  test.each<[string, string, Json, Json | undefined]>([
    [
      'a request leaves out what only answers have',
      'PetRequest',
      { id: 5, name: 'x', owner: { since: 'x' }, password: 'p' },
      { name: 'x', owner: {}, password: 'p', kind: 'cat' },
    ],
    [
      'an answer leaves out what only requests have',
      'Pet',
      { id: 5, name: 'x', owner: { since: '2024-01-01T00:00:00Z' }, password: 'p' },
      { id: 5, name: 'x', owner: { since: '2024-01-01T00:00:00Z' }, kind: 'cat' },
    ],
    [
      'an answer needs what only answers have',
      'Pet',
      { name: 'x', owner: { since: '2024-01-01T00:00:00Z' } },
      undefined,
    ],
    ['a closed request passes over what it must not set', 'ClosedOwnerRequest', { id: 1, name: 'x' }, { name: 'x' }],
    ['a closed request is still closed', 'ClosedOwnerRequest', { id: 1, other: 'x' }, undefined],
    ['unknown properties are dropped', 'Error', { message: 'x', stack: 'y' }, { message: 'x' }],
    [
      'an alternative keeps what its base says',
      'Base',
      { kind: 'Circle', radius: 1, common: 2 },
      { kind: 'Circle', radius: 1, common: 2 },
    ],
    ['a branch keeps what it describes', 'Guarded', { a: 'x', b: 1 }, { a: 'x', b: 1 }],
    ['an anyOf keeps what each of its members takes in', 'Tree', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }],
  ])('%s', (_, name, value, expected) => {
    const { data } = (module[name] as ZodType).safeParse(value)
    assert.deepEqual(data, expected)
  })

  test('the validators of an operation are under its name', () => {
    const { query, headers, bodies, responses } = module.deleteOperation as Record<
      string,
      Record<string, unknown> & ZodType
    >
    assert.deepEqual(query?.safeParse({ more: 1, ids: [1] }).data, { ids: [1], limit: 10 })
    assert.equal(headers?.safeParse({ 'x-trace': 'longer than ten' }).success, false)
    assert.deepEqual(Object.keys(bodies ?? {}), [])
    assert.deepEqual(Object.keys(responses ?? {}), ['200', '204', '4XX', 'default'])
  })
})

test.each<[string, object, Json, readonly (readonly (string | number)[])[]]>([
  [
    'a field in a list',
    {
      type: 'object',
      properties: { a: { type: 'array', items: { type: 'object', properties: { b: { type: 'integer' } } } } },
    },
    { a: [{ b: 1 }, { b: 'x' }] },
    [['a', 1, 'b']],
  ],
  ['a missing field', { type: 'object', required: ['a'], properties: { a: { type: 'string' } } }, {}, [['a']]],
  [
    'a field of the alternative that was meant',
    { anyOf: [{ type: 'string' }, { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } }] },
    { a: 'x' },
    [['a']],
  ],
  [
    'a field in both parts of an allOf',
    {
      allOf: [
        { type: 'object', properties: { a: { type: 'string' } } },
        { type: 'object', properties: { b: { type: 'string' } } },
      ],
    },
    { a: 1, b: 2 },
    [['a'], ['b']],
  ],
  ['a missing field that another needs', { type: 'object', dependentRequired: { a: ['b'] } }, { a: 1 }, [['b']]],
  ['a name that is not allowed', { type: 'object', propertyNames: { maxLength: 1 } }, { ab: 1 }, [['ab']]],
])('%s is named in the error', async (_, schema, value, paths) => {
  const { api } = await load(withSchemas('3.1.0', { It: schema }))
  const { It } = await run(validatorsFile(api))
  const { error } = (It as ZodType).safeParse(value)
  assert.deepEqual(
    error?.issues.map(({ path }) => path),
    paths,
  )
})

test('names do not depend on the order of the document', async () => {
  const schemas = {
    'foo-bar': { type: 'string' },
    Foo_Bar: { type: 'integer' },
    FooBar: { type: 'boolean' },
    delete: { type: 'null' },
  }
  const backwards = Object.fromEntries(Object.entries(schemas).reverse())
  const texts = await Promise.all(
    [schemas, backwards].map(async (all) => typesFile((await load(withSchemas('3.1.0', all))).api)),
  )
  assert.equal(texts[0], texts[1])
  assert.match(texts[0] ?? '', /type FooBar = boolean\n\nexport type FooBar2 = string\n\nexport type Foo_Bar = number/)
})

test('a property that is required twice is there once', async () => {
  const { api } = await load(withSchemas('3.1.0', { Pet: { type: 'object', required: ['name', 'name'] } }))
  assert.equal(typesFile(api).match(/name: unknown/g)?.length, 1)
})
