import type { Json } from '../../openapi/schema.ts'
import { writeBody } from '../request/body.ts'
import { carries } from '../request/credentials.ts'
import { type Context, fieldOf } from '../request/parameter-samples.ts'
import { writeParameter } from '../request/parameter-text.ts'
import type { SentRequest } from '../request/request.ts'
import { fileMark, isObject } from '../request/view.ts'
import { changed, type Refused } from './refused.ts'
import type { Stock } from './stock.ts'

/** NUL, which PostgreSQL cannot store: in the body, or else in a parameter. */
export function withNul(stock: Stock, context: Context): readonly Refused[] {
  return (nulInBody(stock, context) ?? nulInParameter(stock, context)).map(({ field, request }) => ({
    title: `${field} with a NUL`,
    request,
    status: 400,
    field,
  }))
}

type Nul = { readonly field: string; readonly request: SentRequest }

/** Undefined where the body has no text to put it in. */
function nulInBody(stock: Stock, { api }: Context): readonly Nul[] | undefined {
  const samples = stock.bodies.find(({ content, schema }) => schema && content.format !== 'text')
  const body = (samples?.full ?? samples?.short)?.read
  const [name, text] = Object.entries(isObject(body) ? body : {}).find(([, one]) => isText(one)) ?? []
  if (!samples || name === undefined) return undefined
  const short = isObject(samples.short.read) ? samples.short.read : {}
  const written = writeBody(samples.content, { ...short, [name]: `${text}\0` }, api)
  return written ? [{ field: `body.${name}`, request: changed(stock, { body: written.sent }) }] : undefined
}

function nulInParameter(stock: Stock, { api }: Context): readonly Nul[] {
  for (const [parameter, { read }] of stock.samples.written) {
    // A header cannot be sent with one.
    if (!isText(read) || parameter.place === 'header' || parameter.encoding.kind === 'content') continue
    if (carries(parameter, stock.credentials)) continue
    const written = writeParameter(parameter, `${read}\0`, api)
    if (!written) continue
    const parameters = new Map([...stock.needed, [parameter, written]])
    return [{ field: fieldOf(parameter), request: changed(stock, { parameters }) }]
  }
  return []
}

function isText(value: Json): value is string {
  return typeof value === 'string' && value !== fileMark
}
