import type { Content, Operation, Response } from '../../openapi/api.ts'
import { takesErrors } from '../contract/response.ts'
import type { DirectedSchemas } from '../direction.ts'
import { block } from './layout.ts'
import { bodyType, mediaType } from './operation.ts'
import { statusText } from './status.ts'
import type { TypeContext } from './type.ts'

/** What a caller gets where all JSON is in envelopes: what the handler answers, or what the server says is wrong. */
export function wireType(operation: Operation, directed: DirectedSchemas): string {
  const context: TypeContext = { find: directed.find, typesOf: directed.typesOf }
  const { responses } = operation
  const declared = responses.flatMap((response) => members(response, responses, directed, context))
  const hasDefault = responses.some(({ status }) => status === 'default')
  const rest = block('{', [`status: ${statusText('default', responses)}`, 'body: EnvelopedError'], '}', ';')
  const all = [...new Set(hasDefault ? declared : [...declared, rest])]
  return `\n${all.map((one) => `  | ${one.replaceAll('\n', '\n    ')}`).join('\n')}`
}

function members(
  response: Response,
  all: readonly Response[],
  directed: DirectedSchemas,
  context: TypeContext,
): readonly string[] {
  const status = `status: ${statusText(response.status, all)}`
  const mayFail = response.status === 'default' || Number(String(response.status)[0]) >= 4
  const { contents } = response
  const bodies = contents.map((content) => {
    const type = contents.length > 1 ? [`contentType: ${mediaType(content)}`] : []
    return block('{', [status, ...type, `body: ${wireBody(content, response, directed, context)}`], '}', ';')
  })
  const nothing = contents.length === 0 ? [block('{', [status, 'body: undefined'], '}', ';')] : []
  const failure = mayFail && !contents.some(takesErrors) ? [block('{', [status, 'body: EnvelopedError'], '}', ';')] : []
  return [...nothing, ...bodies, ...failure]
}

function wireBody(content: Content, { status }: Response, directed: DirectedSchemas, context: TypeContext): string {
  const inside = bodyType(content, 'wire', false, directed, context).trim()
  if (content.format !== 'json') return inside
  if (status === 'default') return `Enveloped<${inside}> | EnvelopedError<${inside}>`
  return Number(String(status)[0]) < 4 ? `Enveloped<${inside}>` : `EnvelopedError<${inside}>`
}

/** The envelopes themselves. */
export const envelopeTypes = `/** JSON on its way to a caller. */
export interface Enveloped<Data> {
  data: Data
  meta: { requestId: string }
}

/** An error on its way to a caller; \`data\` is what the handler answers, where it is not the server that refuses. */
export interface EnvelopedError<Data = never> {
  error: { code: string; message: string; details: { field: string; message: string }[]; data?: Data }
  meta: { requestId: string }
}`
