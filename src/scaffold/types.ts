import type { Api, NamedSchema } from '../openapi/api.ts'
import { pascalCase } from '../openapi/names.ts'
import { directSchemas } from './direction.ts'
import type { Envelope } from './envelope.ts'
import { comment, indent, propertyName } from './typescript/layout.ts'
import { operationTypes } from './typescript/operation.ts'
import { statusDeclarations } from './typescript/status.ts'
import { streamDeclarations } from './typescript/stream.ts'
import { objectMembers, spaced, type TypeContext, typeText } from './typescript/type.ts'
import { envelopeTypes, wireType } from './typescript/wire.ts'

/** The text of `types.ts`: what the document says, as TypeScript; nothing is imported and nothing runs. */
export function typesFile(api: Api, envelope: Envelope = 'spec'): string {
  const directed = directSchemas(api)
  const context: TypeContext = { find: directed.find, typesOf: directed.typesOf }
  const schemas = directed.schemas.map((schema) => namedType(schema, context))
  const operations = api.operations.map((operation) => operationTypes(operation, directed))
  const wires = envelope === 'always' ? api.operations.map((operation) => wireType(operation, directed)) : undefined
  const body = [...schemas, ...operations, operationsType(api, wires), ...(wires ? [envelopeTypes] : [])].join('\n\n')
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

function operationsType({ operations }: Api, wires: readonly string[] | undefined): string {
  const lines = operations.map(({ name }, index) => {
    const type = pascalCase(name)
    const wire = wires ? `; wire:${spaced(indent(wires[index] ?? '', 4))}` : ''
    return `  ${propertyName(name)}: { input: ${type}Input; output: ${type}Output${wire} }`
  })
  const note = wires
    ? 'What each operation takes and answers; `wire` is what a caller gets of it.'
    : 'What each operation takes and answers.'
  return `/** ${note} */\nexport interface Operations {\n${lines.join('\n')}\n}`
}
