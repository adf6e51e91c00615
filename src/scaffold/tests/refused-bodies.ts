import type { Json } from '../../openapi/schema.ts'
import { type BodySamples, writeBody } from '../request/body.ts'
import type { Context } from '../request/parameter-samples.ts'
import { requestOf, type SentBody } from '../request/request.ts'
import { isObject } from '../request/view.ts'
import { fits } from '../sample/fits.ts'
import { changed, type Refused } from './refused.ts'
import type { Stock } from './stock.ts'
import { type Wrong, wrongs } from './wrong.ts'

/** So many of each kind: what matters most comes first. */
const most = { missing: 3, members: 3 }

const unknownTypes = ['application/x-unknown', 'image/x-unknown', 'text/x-unknown']

/** Bodies of which nobody can make a value. */
export function badBodies(stock: Stock): readonly Refused[] {
  const { operation, bodies } = stock
  if (!operation.body || bodies.length === 0) return []
  const types = operation.body.contents.map(({ mediaType }) => mediaType)
  const unknown = unknownTypes.find((type) => !types.includes('*/*') && !types.includes(type.replace(/\/.*/, '/*')))
  const json = bodies.find(({ content }) => content.format === 'json')
  const text = (contentType: string, content: string): SentBody => ({ kind: 'text', contentType, content })
  return [
    ...(operation.body.required
      ? [
          {
            title: 'no body',
            request: requestOf(operation, { parameters: stock.needed, credentials: stock.credentials }),
            status: 400,
            field: 'body',
          },
        ]
      : []),
    ...(unknown
      ? [
          {
            title: 'a body of another media type',
            request: changed(stock, { body: text(unknown, 'wrong') }),
            status: 415,
          },
        ]
      : []),
    ...(json
      ? [
          {
            title: 'a body that is no JSON',
            request: changed(stock, { body: text(json.short.sent.contentType, '{') }),
            status: 400,
            field: 'body',
          },
        ]
      : []),
  ]
}

/** Bodies that their schema refuses. */
export function wrongBodies(stock: Stock, context: Context): readonly Refused[] {
  const samples = stock.bodies.find(({ schema }) => schema !== undefined)
  if (!samples?.schema) return []
  const found = [...wrongs(samples.schema, (samples.full ?? samples.short).read, context.views.whole)]
    .map((wrong) => refusedBody(wrong, samples, stock, context))
    .filter((one) => one !== undefined)
  const missing = found.filter(({ title }) => title.startsWith('a body without '))
  const others = found.filter((one, index) => !missing.includes(one) && isFirst(one, index, found))
  return [...missing.slice(0, most.missing), ...others.slice(0, most.members)]
}

function isFirst({ title }: Refused, index: number, all: readonly Refused[]): boolean {
  return all.findIndex((one) => one.title === title) === index
}

function refusedBody(wrong: Wrong, samples: BodySamples, stock: Stock, context: Context): Refused | undefined {
  const { schema = {}, content, short } = samples
  const { find } = context.views.whole
  const value = smallest(wrong, short.read, (one) => !fits(schema, one, find))
  const written = writeBody(content, value, context.api)
  if (!written || fits(schema, written.read, find)) return undefined
  const field = ['body', ...wrong.path].join('.')
  return { title: `a body ${wrong.how}`, request: changed(stock, { body: written.sent }), status: 400, field }
}

/** Only the required members beside the one that is wrong, where that is as wrong. */
function smallest({ value, path: [name] }: Wrong, short: Json, isWrong: (value: Json) => boolean): Json {
  if (!isObject(value) || !isObject(short)) return value
  if (name === undefined) {
    const added = Object.entries(value).filter(([key]) => key === 'not-described')
    const small = { ...short, ...Object.fromEntries(added) }
    return added.length > 0 && isWrong(small) ? small : value
  }
  const { [name]: _, ...rest } = short
  const small = Object.hasOwn(value, name) ? { ...short, [name]: value[name] ?? null } : rest
  return isWrong(small) ? small : value
}
