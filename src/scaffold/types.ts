import type { Api, NamedSchema } from '../openapi/api.ts'
import { pascalCase } from '../openapi/names.ts'
import { directSchemas } from './direction.ts'
import { comment, propertyName } from './typescript/layout.ts'
import { operationTypes } from './typescript/operation.ts'
import { statusDeclarations } from './typescript/status.ts'
import { streamDeclarations } from './typescript/stream.ts'
import { objectMembers, type TypeContext, typeText } from './typescript/type.ts'

/** The text of `types.ts`: what the document says, as TypeScript; nothing is imported and nothing runs. */
export function typesFile(api: Api): string {
  const directed = directSchemas(api)
  const context: TypeContext = { prefix: '', find: directed.find, typesOf: directed.typesOf }
  const schemas = directed.schemas.map((schema) => namedType(schema, context))
  const operations = api.operations.map((operation) => operationTypes(operation, directed))
  const body = [...schemas, ...operations, operationsType(api)].join('\n\n')
  const declarations = [streamDeclarations(body), statusDeclarations(body)].filter((text) => text !== '')
  return `${[body, ...declarations].join('\n\n')}\n`
}

function namedType({ name, schema }: NamedSchema, context: TypeContext): string {
  const note = comment(schema.description ?? schema.title, schema.deprecated)
  const members = isInterface(schema) ? objectMembers(schema.object ?? {}, context) : []
  if (members.length === 0) return `${note}export type ${name} = ${typeText(schema, context)}`.replace(/ = \n/, ' =\n')
  return `${note}export interface ${name} {\n${members.map((member) => `  ${member.replaceAll('\n', '\n  ')}`).join('\n')}\n}`
}

/** An object with properties and nothing else. */
function isInterface({ types, values, ref, allOf, anyOf, oneOf, never, object }: NamedSchema['schema']): boolean {
  const plain = !(values || ref || allOf || anyOf || oneOf || never)
  return plain && types?.length === 1 && types[0] === 'object' && (object?.properties ?? []).length > 0
}

function operationsType({ operations }: Api): string {
  const lines = operations.map(({ name }) => {
    const type = pascalCase(name)
    return `  ${propertyName(name)}: { input: ${type}Input; output: ${type}Output }`
  })
  return `/** What each operation takes and answers. */\nexport interface Operations {\n${lines.join('\n')}\n}`
}
