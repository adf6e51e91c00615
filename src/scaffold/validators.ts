import type { Api } from '../openapi/api.ts'
import type { Schema } from '../openapi/schema.ts'
import { mapSchemas } from '../openapi/schema-map.ts'
import { directSchemas } from './direction.ts'
import { block, comment } from './typescript/layout.ts'
import { typeText } from './typescript/type.ts'
import { nested, type ZodContext } from './zod/context.ts'
import { type HelperName, helperTexts } from './zod/helpers.ts'
import { operationValidators } from './zod/operation.ts'
import { validatorText } from './zod/validator.ts'

/** The text of `validators.ts`: a Zod schema for each schema of the document, and those of each operation. */
export function validatorsFile(api: Api): string {
  const directed = directSchemas(api)
  const used = new Set<HelperName>()
  const use = (helper: HelperName): string => {
    used.add(helper)
    return helper
  }
  const context: ZodContext = {
    find: directed.find,
    typesOf: directed.typesOf,
    typeText: (schema) => typeText(schema, { prefix: 'types.', find: directed.find, typesOf: directed.typesOf }),
    use,
    objectOf: (kind) => use(kind),
    call: (helper, ...args) => block(`${use(helper)}(`, args, ')', ','),
  }
  const schemas = directed.schemas.map(({ name, schema }) => {
    const plain = validatorText(schema, context)
    const text = isIntricate(schema) ? block(`${use('typed')}<types.${name}>(`, [plain], ')', ',') : plain
    return `${comment(schema.title)}export const ${name}: z.ZodType<types.${name}> = ${use('lazy')}(() => ${text})`
  })
  const operations = api.operations.map((operation) => operationValidators(operation, directed, nested(context)))
  const body = [...schemas, ...operations, helperTexts(used)].filter((text) => text !== '').join('\n\n')
  const imports = [
    "import { z } from 'zod'",
    ...(/\btypes\./.test(body) ? ["import type * as types from './types.js'"] : []),
  ]
  return `${imports.join('\n')}\n\n${body}\n`
}

/**
 * Whether a type has an intersection with alternatives or an index signature beside properties: TypeScript does not always take the
 * one that it infers for the one that is written down, even where they read the same.
 */
function isIntricate(schema: Schema): boolean {
  const { ref, allOf, anyOf, oneOf, object } = schema
  const alternatives = (anyOf ?? oneOf) !== undefined && (ref ?? allOf ?? object) !== undefined
  const { properties, required, additional, patterns, unevaluated } = object ?? {}
  const others = patterns !== undefined || [additional, unevaluated].some((one) => one && !one.never)
  let found =
    alternatives || (anyOf !== undefined && oneOf !== undefined) || (others && (properties ?? required) !== undefined)
  mapSchemas(schema, (part) => {
    found ||= isIntricate(part)
    return part
  })
  return found
}
