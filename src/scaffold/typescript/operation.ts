import type { Content, Operation, Parameter, ParameterPlace, Response } from '../../openapi/api.ts'
import { pascalCase } from '../../openapi/names.ts'
import { literal } from '../../writing/template.ts'
import { bodySchema, type DirectedSchemas, type Direction } from '../direction.ts'
import { block, comment, propertyName } from './layout.ts'
import { isNegotiable } from './negotiable.ts'
import { statusText } from './status.ts'
import { objectMembers, optionalTypeText, spaced, type TypeContext, typeText } from './type.ts'

/** The members of an operation's input, in order. */
export const places: readonly { readonly key: string; readonly place: ParameterPlace }[] = [
  { key: 'params', place: 'path' },
  { key: 'query', place: 'query' },
  { key: 'headers', place: 'header' },
  { key: 'cookies', place: 'cookie' },
]

/** What a handler gets and what it may answer. */
export function operationTypes(operation: Operation, directed: DirectedSchemas): string {
  const context: TypeContext = { find: directed.find, typesOf: directed.typesOf }
  const name = pascalCase(operation.name)
  const title = `${operation.method.toUpperCase()} ${operation.path}`
  const note = comment(
    [title, operation.summary ?? ''].filter((line) => line !== '').join('\n\n'),
    operation.deprecated,
  )
  const output = operation.responses.flatMap((response) => responseTypes(response, operation, directed, context))
  const [only = '{ status: AnyStatus; headers?: Record<string, unknown>; body?: unknown }', ...others] = output
  const lines = [only, ...others].map((one) => `  | ${one.replaceAll('\n', '\n    ')}`)
  const outputType = others.length > 0 ? `\n${lines.join('\n')}` : ` ${only}`
  return `${note}${inputType(`${name}Input`, operation, directed, context)}\n\nexport type ${name}Output =${outputType}`
}

function inputType(name: string, operation: Operation, directed: DirectedSchemas, context: TypeContext): string {
  const members = places.map(({ key, place }) => {
    const parameters = operation.parameters.filter((parameter) => parameter.place === place)
    return `${key}: ${parametersType(parameters, directed, context)}`
  })
  const { body } = operation
  const bodyOf = (content: Content, optional = false): string =>
    bodyType(content, 'request', optional, directed, context)
  const [only, ...others] = body?.contents ?? []
  if (only === undefined) return interfaceOf(name, [...members, 'body: undefined'])
  if (others.length === 0) return interfaceOf(name, [...members, `body:${bodyOf(only, !body?.required)}`])
  const variants = [only, ...others].map((one) =>
    block('{', [`contentType: ${mediaType(one)}`, `body:${bodyOf(one)}`], '}', ';'),
  )
  const all = body?.required ? variants : [...variants, '{ contentType: undefined; body: undefined }']
  const choice = all.map((variant) => `  | ${variant.replaceAll('\n', '\n    ')}`).join('\n')
  return `export type ${name} = {\n${members.map((member) => `  ${member.replaceAll('\n', '\n  ')}`).join('\n')}\n} & (\n${choice}\n)`
}

function interfaceOf(name: string, members: readonly string[]): string {
  return `export interface ${name} {\n${members.map((member) => `  ${member.replaceAll('\n', '\n  ')}`).join('\n')}\n}`
}

function parametersType(parameters: readonly Parameter[], directed: DirectedSchemas, context: TypeContext): string {
  if (parameters.length === 0) return 'Record<string, never>'
  return block('{', objectMembers(parametersObject(parameters, directed), context), '}', ';')
}

/** The parameters of one place as the properties of an object. */
export function parametersObject(parameters: readonly Parameter[], directed: DirectedSchemas) {
  return {
    properties: parameters.map(({ name, schema, description, deprecated }) => ({
      name,
      schema: {
        ...directed.direct(schema, 'request'),
        ...(description !== undefined && { description }),
        ...(deprecated && { deprecated }),
      },
    })),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  }
}

/** The type, with what comes before it: a space or a new line. */
export function bodyType(
  content: Content,
  direction: Direction | 'wire',
  optional: boolean,
  directed: DirectedSchemas,
  context: TypeContext,
): string {
  const schema = bodySchema(content)
  if (typeof schema === 'string') return ` ${plainType[direction][schema]}${optional ? ' | undefined' : ''}`
  const type = optional ? optionalTypeText : typeText
  return spaced(type(directed.direct(schema, direction === 'wire' ? 'response' : direction), context))
}

/** Bytes come as they arrive; an answer may be whole or a stream. */
const plainType = {
  request: { bytes: 'ReadableStream<Uint8Array>', text: 'string' },
  response: { bytes: 'BytesBody', text: 'TextBody' },
  wire: { bytes: 'ReadableStream<Uint8Array>', text: 'string' },
} as const

/** One member of the output per media type. */
function responseTypes(
  response: Response,
  operation: Operation,
  directed: DirectedSchemas,
  context: TypeContext,
): readonly string[] {
  const status = `status: ${statusText(response.status, operation.responses)}`
  const headers = headersType(response, directed, context)
  const { contents } = response
  if (contents.length === 0) return [block('{', [status, headers], '}', ';')]
  const bodies = contents.map((content) => bodyType(content, 'response', false, directed, context))
  const key = isNegotiable(contents, bodies, directed) ? 'contentType?' : 'contentType'
  return contents.map((content, index) => {
    const type = contents.length > 1 ? [`${key}: ${mediaType(content)}`] : []
    return block('{', [status, ...type, headers, `body:${bodies[index]}`], '}', ';')
  })
}

function headersType({ headers }: Response, directed: DirectedSchemas, context: TypeContext): string {
  if (headers.length === 0) return 'headers?: Record<string, unknown>'
  const members = headers.map(({ name, required, schema }) => {
    return `${propertyName(name)}${required ? '' : '?'}: ${typeText(directed.direct(schema, 'response'), context)}`
  })
  const needed = headers.some(({ required }) => required)
  return `headers${needed ? '' : '?'}: ${block('{', [...members, '[name: string]: unknown'], '}', ';')}`
}

/** A range of media types stands for any of them. */
export function mediaType({ mediaType: type }: Content): string {
  if (type === '*/*') return 'string'
  return type.endsWith('/*') ? `\`${type.slice(0, -1).replace(/[`\\$]/g, '\\$&')}\${string}\`` : literal(type)
}
