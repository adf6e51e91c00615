import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { test } from 'vitest'
import { parse } from 'yaml'
import type { ZodType } from 'zod'
import { compareValidators, type Generated } from '../../bench/validators/compare.mjs'
import { laws } from '../../bench/validators/laws.mjs'
import type { Json } from '../../src/openapi/schema.ts'
import { typesFile } from '../../src/scaffold/types.ts'
import { validatorsFile } from '../../src/scaffold/validators.ts'
import { load, withSchemas } from '../support/documents.ts'
import { complaints, run } from '../support/generated.ts'

const names = ['a', 'b', 'c', 'n_x'] as const

const leaf = fc.constantFrom<object | boolean>(
  { type: 'string', minLength: 2 },
  { type: 'integer', multipleOf: 2 },
  { type: 'number', minimum: 2 },
  { type: 'boolean' },
  { type: 'null' },
  { enum: ['x', 1, null] },
  { const: 'x' },
  { type: ['string', 'integer'], minimum: 3 },
  { type: ['string', 'null'], maxLength: 1 },
  {},
  true,
)

const { schema } = fc.letrec<{ schema: object | boolean; object: object; array: object; composed: object }>((tie) => ({
  schema: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, tie('object'), tie('array'), tie('composed')),
  object: fc
    .record(
      {
        properties: fc.dictionary(fc.constantFrom(...names), tie('schema')),
        required: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 }),
        additionalProperties: tie('schema'),
        patternProperties: fc.record({ '^n_': tie('schema') }),
        minProperties: fc.constant(1),
        propertyNames: fc.constant({ maxLength: 1 }),
        dependentRequired: fc.constant({ a: ['b'] }),
        dependentSchemas: fc.record({ a: tie('schema') }),
        anyOf: fc.constant([{ required: ['a'] }, { required: ['b'] }]),
        not: fc.constant({ required: ['c'] }),
        if: fc.constant({ properties: { a: { const: 'x' } }, required: ['a'] }),
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: tie('schema'),
        unevaluatedProperties: fc.constantFrom(false, { type: 'string' }),
      },
      { requiredKeys: [] },
    )
    .map((keywords) => ({ type: 'object', ...keywords })),
  array: fc
    .record(
      {
        items: tie('schema'),
        minItems: fc.constant(1),
        maxItems: fc.constant(2),
        uniqueItems: fc.boolean(),
        // Ajv takes `contains` for satisfied where `prefixItems` stands beside it, so only one of them is there.
        more: fc.oneof(
          fc.record({ contains: tie('schema') }),
          fc.record({ prefixItems: fc.tuple(tie('schema'), tie('schema')) }),
        ),
      },
      { requiredKeys: [] },
    )
    .map(({ more, ...keywords }) => ({ type: 'array', ...keywords, ...more })),
  composed: fc.oneof(
    ...(['allOf', 'anyOf', 'oneOf'] as const).map((key) =>
      fc.record({ [key]: fc.tuple(tie('schema'), tie('schema')) }),
    ),
  ),
}))

const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>('x', 'y', 'abc', '', 0, 1, 2, 3, -1, 1.5, true, false, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...names, 'zz'), tie('value')),
  ),
}))

test.each([1, 4])('schemas at random (seed %i) have the verdicts of Ajv, and compile', async (seed) => {
  const schemas = Object.fromEntries(fc.sample(schema, { numRuns: 40, seed }).map((one, index) => [`It${index}`, one]))
  const values = fc.sample(value, { numRuns: 80, seed })
  const { api } = await load(withSchemas('3.1.0', schemas))
  const validators = await run(validatorsFile(api))
  const ajv = new Ajv2020({ strict: false })
  const different = Object.entries(schemas).flatMap(([name, one]) => {
    const expected = ajv.compile(one)
    const ours = validators[name] as ZodType
    return values
      .filter((json) => ours.safeParse(json).success !== expected(json))
      .map((json) => JSON.stringify([one, json]))
  })
  assert.deepEqual(different, [])
  assert.deepEqual(await complaints({ 'types.ts': typesFile(api), 'validators.ts': validatorsFile(api) }), [])
})

async function generated(document: object): Promise<Generated> {
  const { api } = await load(JSON.stringify(document))
  return { api, validators: await run(validatorsFile(api)) }
}

test.each([
  ['3.0', ['circles', 'decimals', 'direction', 'discriminator', 'files', 'formats', 'nul', 'type']],
  ['3.1', ['decimals', 'direction', 'encoding', 'nul', 'type']],
])(
  'valid and spoilt values of all words of %s have the verdicts of Ajv, but for the lawful differences',
  async (version, reasons) => {
    const document = parse(readFileSync(`test/cases/validators/words-of-${version}.yaml`, 'utf8'))
    const { unlawful, lawful } = await compareValidators(document, generated, { instances: 80, seed: '1' })
    assert.deepEqual(unlawful, [])
    assert.deepEqual([...new Set(Object.keys(lawful).flatMap((reason) => reason.split(' + ')))].sort(), reasons)
  },
)

test('every lawful difference is in the guide', () => {
  const guide = readFileSync('docs/guides/validation.md', 'utf8')
  const [differences = ''] = guide.split('\n## ')
  const told = [...differences.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)
  assert.deepEqual(told, Object.keys(laws))
})
