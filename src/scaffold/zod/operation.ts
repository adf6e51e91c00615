import type { Content, Operation } from '../../openapi/api.ts'
import { literal } from '../../writing/template.ts'
import { bodySchema, type DirectedSchemas, type Direction } from '../direction.ts'
import { block, comment, propertyName } from '../typescript/layout.ts'
import { parametersObject, places } from '../typescript/operation.ts'
import type { ZodContext } from './context.ts'
import { objectValidator } from './object.ts'
import { validatorText } from './validator.ts'

/** The validators of one operation, under its name. */
export function operationValidators(operation: Operation, directed: DirectedSchemas, context: ZodContext): string {
  const members = places.flatMap(({ key, place }) => {
    const parameters = operation.parameters.filter((parameter) => parameter.place === place)
    if (parameters.length === 0) return []
    const [object = ''] = objectValidator(
      parametersObject(parameters, directed),
      (schema) => validatorText(schema, context),
      context,
    )
    return `${key}: ${object}`
  })
  const contents = (list: readonly Content[], direction: Direction): string => {
    const texts = list.map(
      (content) => `${literal(content.mediaType)}: ${bodyText(content, direction, directed, context)}`,
    )
    return block('{', texts, '}', ',')
  }
  const responses = operation.responses.map(
    ({ status, contents: list }) =>
      `${propertyName(String(status)).replace(/^'(\d+)'$/, '$1')}: ${contents(list, 'response')}`,
  )
  const all = [
    ...members,
    `bodies: ${contents(operation.body?.contents ?? [], 'request')}`,
    `responses: ${block('{', responses, '}', ',')}`,
  ]
  const title = comment(`${operation.method.toUpperCase()} ${operation.path}`)
  const lines = all.map((line) => `  ${line.replaceAll('\n', '\n  ')},`).join('\n')
  return `${title}export const ${operation.name} = ${context.use('operation')}(() => ({\n${lines}\n}))`
}

function bodyText(content: Content, direction: Direction, directed: DirectedSchemas, context: ZodContext): string {
  const schema = bodySchema(content)
  if (schema === 'bytes') return `z.instanceof(${direction === 'request' ? 'ReadableStream' : 'Uint8Array'})`
  return schema === 'text' ? context.call('text') : validatorText(directed.direct(schema, direction), context)
}
