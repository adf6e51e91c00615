import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import type { ZodType } from 'zod'
import type { Example, Json } from '../../src/openapi/schema.ts'
import { directSchemas } from '../../src/scaffold/direction.ts'
import { type Sample, sample } from '../../src/scaffold/sample/sampler.ts'
import { validatorsFile } from '../../src/scaffold/validators.ts'
import { load, withSchemas } from '../support/documents.ts'
import { run } from '../support/generated.ts'

const cat = { type: 'object', required: ['kind', 'lives'], properties: { kind: {}, lives: { type: 'integer' } } }
const dog = { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } }
const id = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } }
const named = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } }

/** A schema, and the value that is made for it. */
const cases: Readonly<Record<string, readonly [schema: object | boolean, value: Json]>> = {
  'any value': [true, {}],
  text: [{ type: 'string' }, 'string'],
  'a short text': [{ type: 'string', maxLength: 3 }, 'str'],
  'a long text': [{ type: 'string', minLength: 9 }, 'stringxxx'],
  'an empty text': [{ type: 'string', maxLength: 0 }, ''],
  'a text by pattern': [{ type: 'string', pattern: '^[A-Z]{2}-\\d{3}$' }, 'AA-000'],
  'a text by pattern and length': [{ type: 'string', pattern: '^a+$', minLength: 4, maxLength: 5 }, 'aaaaa'],
  'a pattern with a slash, and one that looks ahead': [{ type: 'string', pattern: '^(?=[a-z])/?[\\w]+$' }, 'bbb'],
  date: [{ type: 'string', format: 'date' }, '2025-01-01'],
  'date and time': [{ type: 'string', format: 'date-time' }, '2025-01-01T12:00:00Z'],
  time: [{ type: 'string', format: 'time' }, '12:00:00Z'],
  duration: [{ type: 'string', format: 'duration' }, 'P1D'],
  uuid: [{ type: 'string', format: 'uuid' }, '00000000-0000-4000-8000-000000000001'],
  email: [{ type: 'string', format: 'email' }, 'user1@example.com'],
  uri: [{ type: 'string', format: 'uri' }, 'https://example.com/1'],
  'uri reference': [{ type: 'string', format: 'uri-reference' }, '/1'],
  'uri template': [{ type: 'string', format: 'uri-template' }, '/1/{id}'],
  ipv4: [{ type: 'string', format: 'ipv4' }, '192.0.2.1'],
  ipv6: [{ type: 'string', format: 'ipv6' }, '2001:db8::1'],
  hostname: [{ type: 'string', format: 'hostname' }, 'host1.example.com'],
  byte: [{ type: 'string', format: 'byte' }, 'c2Ftc1=='],
  'a regular expression': [{ type: 'string', format: 'regex' }, '^[a-z]{1}$'],
  'a format that nobody defined': [{ type: 'string', format: 'colour' }, 'string'],
  integer: [{ type: 'integer' }, 1],
  'the last integer that is exact': [{ type: 'integer', minimum: Number.MAX_SAFE_INTEGER }, Number.MAX_SAFE_INTEGER],
  'an integer from a bound on': [{ type: 'integer', minimum: 5 }, 5],
  'an integer above an exclusive bound, in old words': [{ type: 'integer', exclusiveMinimum: 5 }, 6],
  'an integer below zero': [{ type: 'integer', maximum: -3 }, -3],
  'a multiple within bounds': [{ type: 'integer', minimum: 10, multipleOf: 7 }, 14],
  'a multiple of a fraction': [{ type: 'number', multipleOf: 0.01, minimum: 0.015 }, 0.02],
  'a number between two integers': [{ type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }, 0.5],
  int32: [{ type: 'integer', format: 'int32', minimum: 2147483647 }, 2147483647],
  boolean: [{ type: 'boolean' }, true],
  null: [{ type: 'null' }, null],
  'one of some values': [{ enum: ['b', 'a', null] }, 'b'],
  'one of some values, and of another type too': [{ type: 'integer', enum: ['b', 4] }, 4],
  'text or null': [{ type: ['string', 'null'] }, 'string'],
  'a list gets an item': [{ type: 'array', items: { type: 'integer' } }, [1]],
  'a list as long as asked for': [{ type: 'array', items: { type: 'boolean' }, minItems: 3 }, [true, true, true]],
  'a list that must be empty': [{ type: 'array', items: { type: 'integer' }, maxItems: 0 }, []],
  'a list of nothing': [{ type: 'array', items: false }, []],
  'a list of different items': [
    { type: 'array', items: { type: 'integer' }, minItems: 3, uniqueItems: true },
    [1, 2, 0],
  ],
  'a list of different objects': [{ type: 'array', items: id, minItems: 2, uniqueItems: true }, [{ id: 1 }, { id: 2 }]],
  'a tuple': [{ type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }], minItems: 2 }, [1, 'string']],
  'a list with something in it': [{ type: 'array', items: { type: 'integer' }, contains: { minimum: 9 } }, [9]],
  'an object with its required properties': [
    { ...named, properties: { ...named.properties, age: { type: 'integer' } } },
    { name: 'string' },
  ],
  'optional properties with an example': [
    { ...named, properties: { age: { type: 'integer', example: 7 }, ...named.properties } },
    { age: 7, name: 'string' },
  ],
  'an example of the whole': [
    { ...named, example: { name: 'Rex', more: [1] } },
    { name: 'Rex', more: [1] },
  ],
  'the first of several examples': [{ type: 'string', examples: ['Rex', 'Tom'] }, 'Rex'],
  'a default': [{ type: 'string', default: 'Rex' }, 'Rex'],
  'a map': [{ type: 'object', additionalProperties: { type: 'integer' }, minProperties: 1 }, { string: 1 }],
  'a map with names of its own': [
    {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: '^x-a$' },
      additionalProperties: { type: 'integer' },
    },
    { 'x-a': 1 },
  ],
  'a required property that a pattern describes': [
    {
      type: 'object',
      required: ['n_1'],
      patternProperties: { '^n_': { type: 'integer' } },
      additionalProperties: false,
    },
    { n_1: 1 },
  ],
  'a property that another asks for': [
    { ...named, properties: { ...named.properties, age: { type: 'integer' } }, dependentRequired: { name: ['age'] } },
    { name: 'string', age: 1 },
  ],
  'all of several': [{ allOf: [id, named] }, { id: 1, name: 'string' }],
  'all of several, each narrower': [{ type: 'integer', allOf: [{ minimum: 3 }, { multipleOf: 4 }] }, 4],
  'any of several': [{ anyOf: [id, named] }, { id: 1 }],
  'exactly one of several': [{ oneOf: [{ type: 'integer' }, { type: 'number' }] }, 1.5],
  'an alternative that cannot be': [{ anyOf: [false, named] }, { name: 'string' }],
  'what a property tells apart': [
    {
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
      discriminator: { propertyName: 'kind', mapping: { tom: '#/components/schemas/Cat', rex: 'Dog' } },
    },
    { kind: 'tom', lives: 1 },
  ],
  'not that one': [{ type: 'integer', not: { const: 1 } }, 2],
  'what holds under a condition': [
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    { ...id, if: { properties: { id: { const: 1 } } }, then: { required: ['name'] } },
    { id: 1, name: {} },
  ],
  'no property that nobody has looked at': [{ allOf: [id], unevaluatedProperties: false }, { id: 1 }],
  'a list of itself ends': [{ $ref: '#/components/schemas/Tree' }, { children: [] }],
  'itself or null ends': [{ $ref: '#/components/schemas/Chain' }, { next: null }],
  'a property called __proto__': [
    JSON.parse('{"type":"object","example":{"__proto__":1,"constructor":2}}'),
    JSON.parse('{"__proto__":1,"constructor":2}'),
  ],
}

const others = {
  Cat: cat,
  Dog: dog,
  Tree: {
    type: 'object',
    required: ['children'],
    properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
  },
  Chain: {
    type: 'object',
    required: ['next'],
    properties: { next: { anyOf: [{ $ref: '#/components/schemas/Chain' }, { type: 'null' }] } },
  },
  Endless: {
    type: 'object',
    required: ['next'],
    properties: { next: { $ref: '#/components/schemas/Endless' } },
  },
}

async function sampled(schemas: Readonly<Record<string, object | boolean>>) {
  const { api } = await load(withSchemas('3.1.0', { ...others, ...schemas }))
  const { find } = directSchemas(api)
  const refused: Example[] = []
  const make = (name: string, seed?: string): Sample =>
    sample({ ref: name }, { path: 'body', find, refused: (example) => refused.push(example), seed })
  return { api, make, refused }
}

describe('a value for', async () => {
  const names = Object.keys(cases)
  const schemas = Object.fromEntries(names.map((name, index) => [`S${index}`, cases[name]?.[0] ?? {}]))
  const { api, make } = await sampled(schemas)
  const validators = await run(validatorsFile(api))
  test.each(names.map((name, index) => [name, `S${index}`, cases[name]?.[1]]))('%s', (_, schema, expected) => {
    const made = make(`${schema}`)
    assert.deepEqual(made, { value: expected })
    const { error } = (validators[`${schema}`] as ZodType).safeParse('value' in made ? made.value : undefined)
    assert.equal(error, undefined)
  })
})

describe('values that are drawn by a seed', async () => {
  const seeds = Array.from({ length: 12 }, (_, index) => `${index}`)
  const drawn = {
    'a bounded number': { type: 'integer', minimum: 18, maximum: 99 },
    'an open number': { type: 'number' },
    'a choice': { enum: ['a', 'b', 'c'] },
    'a text': { type: 'string', minLength: 3, maxLength: 8 },
    'a format': { type: 'string', format: 'email' },
    'a pattern': { type: 'string', pattern: '^[A-Z]{2}-\\d{3}$' },
    'a list': { type: 'array', items: { type: 'boolean' }, maxItems: 5 },
    'optional properties': { ...named, properties: { a: { const: 1 }, b: { const: 2 }, name: { const: 'c' } } },
  }
  const all = [...Object.values(cases).map(([schema]) => schema), ...Object.values(drawn)]
  const { api, make } = await sampled(Object.fromEntries(all.map((schema, index) => [`S${index}`, schema])))
  const validators = await run(validatorsFile(api))
  const valuesOf = (name: string) =>
    seeds.map((seed) => {
      const made = make(name, seed)
      assert.deepEqual(make(name, seed), made)
      return 'value' in made ? made.value : assert.fail(`${name}: ${made.why}`)
    })

  test('satisfy their schemas, and are the same for the same seed', () => {
    for (const index of all.keys()) {
      for (const value of valuesOf(`S${index}`)) {
        const { error } = (validators[`S${index}`] as ZodType).safeParse(value)
        assert.equal(error, undefined, `${JSON.stringify(all[index])}: ${JSON.stringify(value)}`)
      }
    }
  })

  test.each(Object.keys(drawn).map((name, index) => [name, `S${Object.keys(cases).length + index}`]))(
    'differ: %s',
    (_, schema) => {
      assert.ok(new Set(valuesOf(`${schema}`).map((value) => JSON.stringify(value))).size > 2)
    },
  )
})

test('schemas that all have each other give a value that somebody can send', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `N${index}`)
  const properties = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/schemas/${name}` }]))
  const { make } = await sampled(Object.fromEntries(names.map((name) => [name, { type: 'object', properties }])))
  for (const seed of ['1', '2', '3']) {
    const made = make('N0', seed)
    assert.ok('value' in made && JSON.stringify(made.value).length < 20_000)
  }
})

describe('no value is made, and it is said why, for', () => {
  test.each<readonly [string, object | boolean, string]>([
    ['nothing at all', false, 'body: the schema admits nothing'],
    [
      'a pattern that nothing matches',
      { type: 'string', pattern: '^(?!x)x$' },
      'body: no string was found that matches ^(?!x)x$',
    ],
    [
      'bounds that cross',
      { type: 'integer', minimum: 3, maximum: 2 },
      'body: no integer was found within all limits of the schema',
    ],
    [
      'types that contradict',
      { allOf: [id, { type: 'string' }] },
      'body: the parts of the schema admit different types',
    ],
    [
      'an object in itself',
      { $ref: '#/components/schemas/Endless' },
      'body.next: the schema contains itself without end',
    ],
    [
      'a text of a million letters',
      { type: 'string', minLength: 1e6 },
      'body: no string was found within all limits of the schema',
    ],
    [
      'a repetition of repetitions',
      { type: 'string', pattern: '^((a{999}){999}){999}$' },
      'body: no string was found that matches ^((a{999}){999}){999}$',
    ],
    [
      'something deep inside',
      { type: 'array', minItems: 1, items: { ...named, properties: { name: false } } },
      'body.0.name: the schema admits nothing',
    ],
  ])('%s', async (_, schema, why) => {
    const { make } = await sampled({ S: schema })
    assert.deepEqual(make('S'), { why })
  })
})

test('an example that its schema refuses is named, and a value is made instead', async () => {
  const { make, refused } = await sampled({
    S: { ...named, properties: { name: { type: 'string', example: 7 } }, example: { name: null } },
  })
  assert.deepEqual(make('S'), { value: { name: 'string' } })
  assert.deepEqual(
    refused.map(({ value, pointer }) => [pointer, value]),
    [
      ['/components/schemas/S/example', { name: null }],
      ['/components/schemas/S/properties/name/example', 7],
    ],
  )
})
