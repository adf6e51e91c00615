import type { Api } from '../openapi/api.ts'
import { directSchemas } from './direction.ts'
import { block, comment } from './typescript/layout.ts'
import type { ZodContext } from './zod/context.ts'
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
  const context: Omit<ZodContext, 'subject'> = {
    find: directed.find,
    typesOf: directed.typesOf,
    use,
    call: (helper, ...args) => block(`${use(helper)}(`, args, ')', ','),
  }
  const schemas = directed.schemas.map(({ name, schema }) => {
    const type = `z.ZodType<types.${name}>`
    return `${comment(schema.title)}export const ${name}: ${type} = ${use('lazy')}(() => ${validatorText(schema, { ...context, subject: name })})`
  })
  const operations = api.operations.map((operation) =>
    operationValidators(operation, directed, { ...context, subject: operation.name }),
  )
  const body = [...schemas, ...operations, helperTexts(used)].filter((text) => text !== '').join('\n\n')
  const imports = [
    "import { z } from 'zod'",
    ...(/\btypes\./.test(body) ? ["import type * as types from './types.js'"] : []),
  ]
  return `${imports.join('\n')}\n\n${body}\n`
}
