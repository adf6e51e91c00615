import type { Api, Content, Operation, Response } from '../../openapi/api.ts'
import type { Example, Json, Schema } from '../../openapi/schema.ts'
import { literal } from '../../writing/template.ts'
import { bodySchema, type DirectedSchemas, directSchemas } from '../direction.ts'
import { printValue } from '../print-value.ts'
import { block, objectKey } from '../typescript/layout.ts'
import { fits } from './fits.ts'
import { type Refused, sample } from './sampler.ts'

/** What a handler answers until it is written: the text of an object, or why there is none. */
export type SampleAnswer = { readonly refused: readonly Example[] } & (
  | { readonly text: string }
  | { readonly why: string }
)

/** By the names of the operations. */
export function sampleAnswers(api: Api): ReadonlyMap<string, SampleAnswer> {
  const directed = directSchemas(api)
  return new Map(api.operations.map((operation) => [operation.name, sampleAnswer(operation, directed)]))
}

/** The operation's first success response, from the document's examples or else made after its schema. */
function sampleAnswer(operation: Operation, directed: DirectedSchemas): SampleAnswer {
  const refused = new Map<string, Example>()
  const refuse = (example: Example): void => {
    refused.set(`${example.file}#${example.pointer}`, example)
  }
  const response = successOf(operation)
  const made = response ? answer(response, directed, refuse) : { why: 'the document declares no success response' }
  return { ...made, refused: [...refused.values()] }
}

function successOf({ responses }: Operation): Response | undefined {
  const success = responses.find(({ status }) => status === '2XX' || (Number(status) >= 200 && Number(status) < 300))
  return success ?? responses.find(({ status }) => status === 'default')
}

type Made = { readonly text: string } | { readonly why: string }

function answer(response: Response, directed: DirectedSchemas, refused: Refused): Made {
  const status = `status: ${typeof response.status === 'number' ? response.status : 200}`
  const headers = headersText(response, directed, refused)
  if ('why' in headers) return headers
  const { contents } = response
  const content = contents.find(({ format }) => format === 'json') ?? contents[0]
  const start = [status, ...(headers.text === '{}' ? [] : [`headers: ${headers.text}`])]
  if (!content) return { text: block('{', start, '}', ',') }
  const body = bodyText(content, directed, refused)
  if ('why' in body) return body
  const said = contents.length > 1 || content.mediaType.includes('*')
  const type = said ? [`contentType: ${literal(concrete(content))}`] : []
  return { text: block('{', [...start, ...type, `body: ${body.text}`], '}', ',') }
}

/** A media type that a range stands for. */
export function concrete({ mediaType, format }: Content): string {
  if (!mediaType.endsWith('/*')) return mediaType
  if (format === 'json') return 'application/json'
  const [major = ''] = mediaType.split('/')
  const known: Readonly<Record<string, string>> = { text: 'plain', image: 'png', audio: 'mpeg', video: 'mp4' }
  return major === '*' ? 'application/octet-stream' : `${major}/${known[major] ?? 'octet-stream'}`
}

function bodyText(content: Content, directed: DirectedSchemas, refused: Refused): Made {
  const { format, mediaType } = content
  if (format === 'multipart') return { why: `body: ${mediaType} is not made from values` }
  const schema = bodySchema(content)
  if (schema === 'bytes') return { text: bytesText(content) }
  const directly = schema === 'text' ? plainText(content.schema) : directed.direct(schema, 'response')
  for (const example of content.examples ?? []) {
    if (fits(directly, example.value, directed.find)) return { text: printValue(example.value) }
    refused(example)
  }
  const made = sample(directly, { path: 'body', find: directed.find, refused })
  return 'why' in made ? made : { text: printValue(made.value) }
}

/** A schema that describes an object says of its XML only what the example shows. */
function plainText({ example }: Schema): Schema {
  return { types: ['string'], ...(typeof example?.value === 'string' && { example }) }
}

/** An example of bytes is a text in a document. */
function bytesText({ examples = [] }: Content): string {
  const text = examples.find(({ value }) => typeof value === 'string')?.value
  return text === undefined ? 'new Uint8Array()' : `new TextEncoder().encode(${printValue(text)})`
}

/** Those that only the server itself can know, or that would break the connection. */
export const ofTheServer = [
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'trailer',
  'date',
]

function headersText({ headers }: Response, directed: DirectedSchemas, refused: Refused): Made {
  const lines: string[] = []
  for (const { name, schema } of headers.filter((one) => one.required && !ofTheServer.includes(one.name))) {
    const made = sample(directed.direct(schema, 'response'), { path: `headers.${name}`, find: directed.find, refused })
    if ('why' in made) return made
    if (!isHeader(name, made.value)) return { why: `headers.${name}: its value does not go into a header` }
    lines.push(`${objectKey(name)}: ${printValue(made.value)}`)
  }
  return { text: block('{', lines, '}', ',') }
}

export function isHeader(name: string, value: Json): boolean {
  const isPlain = Array.isArray(value) ? value.every((one) => typeof one !== 'object') : typeof value !== 'object'
  return isPlain && /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(String(value))
}
