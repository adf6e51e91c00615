import { equal } from '../../openapi/admits.ts'
import type { Api, Content } from '../../openapi/api.ts'
import type { Json, Schema } from '../../openapi/schema.ts'
import { bodySchema, type DirectedSchemas } from '../direction.ts'
import { formTexts } from '../form-texts.ts'
import { concrete } from '../sample/answer.ts'
import { fits } from '../sample/fits.ts'
import { writeMembers } from './form-text.ts'
import type { SentBody } from './request.ts'
import { filledSample, fullSample, shortSample } from './samples.ts'
import { isObject, type Views } from './view.ts'

/** A body as it is sent, and what it is read as. */
export interface WrittenBody {
  readonly sent: SentBody
  readonly read: Json
}

/** Samples of one media type. */
export interface BodySamples {
  readonly content: Content
  /** What the value must be; absent where it is any text or bytes. */
  readonly schema?: Schema
  readonly short: WrittenBody
  /** With optional members, where there are any. */
  readonly full?: WrittenBody
  readonly left: readonly string[]
}

export function bodySamples(
  content: Content,
  api: Api,
  directed: DirectedSchemas,
  views: Views,
): BodySamples | { readonly why: string } {
  const stated = bodySchema(content)
  if (typeof stated === 'string') {
    const sent: SentBody = { kind: stated, contentType: concreteType(content), content: 'sample' }
    return { content, short: { sent, read: 'sample' }, left: [] }
  }
  const schema = directed.direct(stated, 'request')
  const made = shortSample(schema, 'body', views)
  if ('why' in made) return made
  const fitting = (value: Json) => writeFitting(content, schema, value, { api, views })
  const filled = isForm(content) ? filledSample(schema, 'body', views) : made
  const short = fitting(made.value) ?? ('value' in filled ? fitting(filled.value) : undefined)
  const start = short?.read ?? made.value
  const { value, left } = fullSample(schema, 'body', start, isForm(content) ? { ...views, bare: views.filled } : views)
  const full = fitting(value)
  const first = short ?? full
  if (!first) return { why: `body: no ${content.mediaType} says ${JSON.stringify(made.value).slice(0, 60)}` }
  const differs = full !== undefined && short !== undefined && !equal(full.read, short.read)
  return { content, schema: views.whole.adapt(schema), short: first, ...(differs && { full }), left }
}

/** Whether it is made of fields. */
export function isForm({ format }: Content): boolean {
  return format === 'form' || format === 'multipart'
}

/** With the members that the media type can say, where the schema takes it without the others. */
export function writeFitting(
  content: Content,
  schema: Schema,
  value: Json,
  { api, views: { whole } }: { readonly api: Api; readonly views: Views },
): WrittenBody | undefined {
  const all = writeBody(content, value, api)
  if (all && fits(whole.adapt(schema), all.read, whole.find)) return all
  if (!isObject(value)) return undefined
  const members = Object.entries(value).filter(([name, member]) => {
    const written = writeBody(content, { [name]: member }, api)
    return written && equal(written.read, { [name]: member })
  })
  const sayable = Object.fromEntries(members)
  return fits(whole.adapt(schema), sayable, whole.find) ? writeBody(content, sayable, api) : undefined
}

/** Undefined for what the media type cannot say. */
export function writeBody(content: Content, value: Json, api: Api): WrittenBody | undefined {
  const { format, schema, lists } = content
  const contentType = concreteType(content)
  if (format === 'json') return { sent: { kind: 'json', contentType, content: value }, read: value }
  if (format === 'text') {
    return typeof value === 'string' ? { sent: { kind: 'text', contentType, content: value }, read: value } : undefined
  }
  if (format === 'bytes' || !isObject(value)) return undefined
  const written = writeMembers(
    Object.entries(value),
    formTexts(schema, { api, lists, subject: `a ${contentType} body` }),
    (key) => key,
  )
  if (!written) {
    const empty = Object.keys(value).length === 0 && format === 'form'
    return empty ? { sent: { kind: format, contentType, content: [] }, read: {} } : undefined
  }
  return { sent: { kind: format, contentType, content: written.pairs }, read: written.read }
}

function concreteType(content: Content): string {
  return content.mediaType === 'multipart/*' ? 'multipart/form-data' : concrete(content)
}
