import type { Content, Response } from '../../openapi/api.ts'
import { mediaTypeOf } from '../../openapi/contents.ts'
import { isObject, type JsonObject } from '../../openapi/spot.ts'
import { mapValues } from './map-values.ts'
import type { SharedParts } from './shared-parts.ts'

/** Which envelope a status has. `default` stands for what is left, of both kinds. */
type Side = 'data' | 'error' | 'either'

/** A response with its JSON in envelopes. Any error may be one that the server itself answers, which is JSON. */
export function wrapped(response: unknown, { status, contents }: Response, shared: SharedParts): unknown {
  const there = shared.resolve(response)
  if (!isObject(there)) return response
  const side = sideOf(status)
  const isJson = (type: string): boolean =>
    contents.some(({ mediaType, format }) => format === 'json' && mediaType === mediaTypeOf(type))
  const content = mapValues(there.content ?? {}, (media, type) =>
    isJson(type) && isObject(media) ? wrappedMedia(media, side, shared) : media,
  ) as JsonObject
  const all = side === 'data' || contents.some(takesErrors) ? content : { ...content, ...shared.errorContent() }
  const links = side === 'data' ? mapValues(there.links, (link) => deeper(shared.resolve(link))) : undefined
  return {
    ...there,
    ...(Object.keys(all).length > 0 && { content: all }),
    ...(links !== undefined && { links }),
  }
}

/** Whether the errors of the server itself are of this media type. */
export function takesErrors({ mediaType, format }: Content): boolean {
  return format === 'json' && ['application/json', 'application/*', '*/*'].includes(mediaType)
}

function sideOf(status: Response['status']): Side {
  if (status === 'default') return 'either'
  return Number(String(status)[0]) < 4 ? 'data' : 'error'
}

/** What examples show of an error has no code, so they are left out. */
function wrappedMedia(
  { example, examples, schema = {}, ...others }: JsonObject,
  side: Side,
  shared: SharedParts,
): JsonObject {
  const media = { ...others, schema: envelopeOf(schema, side, shared) }
  if (side === 'error') return media
  const shown = mapValues(examples, (one) => shownInside(shared.resolve(one)))
  return {
    ...media,
    ...(example !== undefined && { example: inside(example) }),
    ...(shown !== undefined && { examples: shown }),
  }
}

function envelopeOf(schema: unknown, side: Side, shared: SharedParts): JsonObject {
  const data = { type: 'object', required: ['data', 'meta'], properties: { data: schema, meta: shared.meta } }
  const error = {
    allOf: [shared.error, { type: 'object', properties: { error: { type: 'object', properties: { data: schema } } } }],
  }
  if (side === 'either') return { anyOf: [data, error] }
  return side === 'data' ? data : error
}

function shownInside(example: unknown): unknown {
  if (!isObject(example)) return example
  // An example that is elsewhere cannot be put into an envelope.
  const { value, externalValue, ...others } = example
  return value === undefined ? others : { ...others, value: inside(value) }
}

function inside(value: unknown): JsonObject {
  return { data: value, meta: { requestId: '7f3c1a52-58a3-4c1e-9d0b-2f6f0f1c8e11' } }
}

/** The expressions of a link that lead into the body lead one step deeper. */
function deeper(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(/\$response\.body(#)?/g, '$response.body#/data')
  if (Array.isArray(value)) return value.map(deeper)
  return mapValues(value, deeper)
}
