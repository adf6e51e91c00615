import type { Content, Operation, Response } from '../../openapi/api.ts'
import type { Json } from '../../openapi/schema.ts'
import { bodySchema, type DirectedSchemas } from '../direction.ts'
import { shortSample } from '../request/samples.ts'
import type { Views } from '../request/view.ts'
import { concrete, isHeader, ofTheServer } from '../sample/answer.ts'

/** What a handler answers in a test: one of the document's successes. */
export interface PlannedAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, Json>>
  readonly contentType?: string
  readonly body?: Json
  /** Where the body is bytes: those of this text. */
  readonly bytes?: string
}

/** None: the document declares no success. */
export type AnswerSample = { readonly answer: PlannedAnswer } | { readonly why: string } | { readonly none: true }

/** The first success that can be made. */
export function answerSample(operation: Operation, directed: DirectedSchemas, views: Views): AnswerSample {
  let why: string | undefined
  for (const response of successes(operation)) {
    const contents = byPreference(response.contents)
    for (const content of contents.length > 0 ? contents : [undefined]) {
      const made = answer(response, content, directed, views)
      if ('answer' in made) return made
      why ??= made.why
    }
  }
  return why === undefined ? { none: true } : { why }
}

function successes({ responses }: Operation): readonly Response[] {
  const isSuccess = ({ status }: Response): boolean =>
    status === '2XX' || (Number(status) >= 200 && Number(status) < 300)
  const isRedirect = ({ status }: Response): boolean => Number(status) >= 300 && Number(status) < 400
  return [
    ...responses.filter(isSuccess),
    ...responses.filter(({ status }) => status === 'default'),
    ...responses.filter(isRedirect),
  ]
}

function byPreference(contents: readonly Content[]): readonly Content[] {
  const isJson = ({ format }: Content): boolean => format === 'json'
  return [...contents.filter(isJson), ...contents.filter((content) => !isJson(content))]
}

type Made = { readonly answer: PlannedAnswer } | { readonly why: string }

function answer(response: Response, content: Content | undefined, directed: DirectedSchemas, views: Views): Made {
  const headers = headersOf(response, directed, views)
  if ('why' in headers) return headers
  const status = typeof response.status === 'number' ? response.status : 200
  const start = { status, ...(Object.keys(headers.values).length > 0 && { headers: headers.values }) }
  if (!content) return { answer: start }
  const body = bodyOf(content, directed, views)
  if ('why' in body) return body
  return { answer: { ...start, contentType: concrete(content), ...body } }
}

function bodyOf(content: Content, directed: DirectedSchemas, views: Views) {
  if (content.format === 'multipart') return { why: `answer: ${content.mediaType} is not made from values` }
  const schema = bodySchema(content)
  if (schema === 'bytes') return { bytes: 'sample' }
  if (schema === 'text') return { body: 'sample' }
  const made = shortSample(directed.direct(schema, 'response'), 'answer', views)
  if ('why' in made) return made
  // Forms of nested values are for handlers to write.
  const isNested = (value: Json): boolean => Object.values(value ?? {}).some((one) => typeof one === 'object')
  if (content.format === 'form' && isNested(made.value))
    return { why: `answer: ${content.mediaType} is not made from values` }
  return { body: made.value }
}

function headersOf({ headers }: Response, directed: DirectedSchemas, views: Views) {
  const values: Record<string, Json> = {}
  for (const { name, schema } of headers.filter((one) => one.required && !ofTheServer.includes(one.name))) {
    const made = shortSample(directed.direct(schema, 'response'), `answer.headers.${name}`, views)
    if ('why' in made) return made
    if (!isHeader(name, made.value)) return { why: `answer.headers.${name}: its value does not go into a header` }
    values[name] = made.value
  }
  return { values }
}
