import assert from 'node:assert/strict'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { beforeAll, describe, test } from 'vitest'
import type { ZodType } from 'zod'
import type { Json } from '../../src/openapi/schema.ts'
import { typesFile } from '../../src/scaffold/types.ts'
import { validatorsFile } from '../../src/scaffold/validators.ts'
import { caseDocument, caseName } from '../support/case-document.ts'
import { load, withSchemas } from '../support/documents.ts'
import { complaints, run } from '../support/generated.ts'
import { cases30, cases31, type SchemaCase } from '../support/schema-cases.ts'
import { typedValidators } from '../support/typed-validators.ts'

for (const [version, cases] of [
  ['3.0.3', cases30],
  ['3.1.0', cases31],
] as const) {
  describe(`OpenAPI ${version}`, () => {
    let validators: Readonly<Record<string, unknown>> = {}
    let files = { types: '', validators: '' }

    beforeAll(async () => {
      const { api } = await load(caseDocument(version, cases))
      files = { types: typesFile(api), validators: validatorsFile(api) }
      validators = await run(files.validators)
    })

    test('what is printed compiles under the strictest settings', async () => {
      assert.deepEqual(await complaints({ 'types.ts': files.types, 'validators.ts': files.validators }), [])
    })

    test('what a validator takes in is what its type says', async () => {
      const typed = typedValidators(files.validators)
      assert.deepEqual(await complaints({ 'types.ts': files.types, 'validators.ts': typed }), [])
    })

    test.each(Object.keys(cases))('%s', (name) => {
      const index = Object.keys(cases).indexOf(name)
      const { admits, refuses } = cases[name] as SchemaCase
      const validator = validators[caseName('It', index)] as ZodType
      const verdicts = (values: readonly Json[]) => values.map((value) => [value, validator.safeParse(value).success])
      assert.deepEqual(
        verdicts(admits),
        admits.map((value) => [value, true]),
      )
      assert.deepEqual(
        verdicts(refuses),
        refuses.map((value) => [value, false]),
      )
    })
  })
}

describe('the verdicts of the table are those of Ajv', () => {
  const usual = Object.entries(cases31).filter(([, { differs }]) => differs === undefined)
  test.each(usual)('%s', (_, { schema, schemas, admits, refuses }) => {
    const ajv = new Ajv2020({ strict: false })
    addFormats.default(ajv)
    const all = { ...schemas, It: schema }
    ajv.addSchema({ $id: 'http://a.example/', components: { schemas: all } })
    const validate = ajv.compile({ $ref: 'http://a.example/#/components/schemas/It' })
    const verdicts = (values: readonly Json[]) => values.map((value) => [value, validate(value)])
    assert.deepEqual(
      verdicts(admits),
      admits.map((value) => [value, true]),
    )
    assert.deepEqual(
      verdicts(refuses),
      refuses.map((value) => [value, false]),
    )
  })
})

test('alternatives that multiply under unevaluatedProperties are refused by name, and at once', async () => {
  const rung = (ref: string) => ({ anyOf: [{ $ref: ref }, { allOf: [{ $ref: ref }] }] })
  const ladder = Array.from({ length: 40 }, (_, i) => [`S${i + 1}`, rung(`#/components/schemas/S${i}`)] as const)
  const closed = { $ref: '#/components/schemas/S40', unevaluatedProperties: false }
  const schemas = { ...Object.fromEntries(ladder), S0: { type: 'object' }, Closed: closed }
  const { api } = await load(withSchemas('3.1.0', schemas))
  assert.throws(() => validatorsFile(api), {
    code: 'unsupported',
    message: /^Closed combines schemas in more than 1000 ways/,
  })
})
