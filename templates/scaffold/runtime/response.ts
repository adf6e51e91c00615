import { validateHeaderName, validateHeaderValue } from 'node:http'
import type { Format, Route } from '../runtime.js'
import { findMediaType, formatOf, mediaTypeOf } from './media-type.js'

/** What a handler answers. */
export interface Result {
  status: number
  body?: unknown
  headers?: Record<string, unknown>
  contentType?: string
}

/** What a handler does until it is written: answers an example, which may say more than the type of the answer knows of. */
export function exampleAnswer<Output>(answer: Result): Output {
  return answer as Output
}

/** What goes over the wire. */
export interface Answer {
  status: number
  headers: Record<string, string | string[]>
  body: Buffer | undefined
}

export function encode(route: Route, result: Result): Answer {
  const { status, body } = result
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new Error(`${route.name} answered without a status from 200 to 599.`)
  }
  const headers = headersOf(result)
  if (body === undefined) return { status, headers, body: undefined }
  const { mediaType, format } = contentOf(route, result, headers['content-type'])
  headers['content-type'] ??= format === 'json' || format === 'text' ? `${mediaType}; charset=utf-8` : mediaType
  return { status, headers, body: bytes(body, format) }
}

/** The document's responses for a status: its own, those of its class, or all others'. */
export function responseKey(responses: Record<string, unknown>, status: number): string | undefined {
  return [`${status}`, `${Math.floor(status / 100)}XX`, 'default'].find((key) => Object.hasOwn(responses, key))
}

function headersOf({ headers = {} }: Result): Record<string, string | string[]> {
  const answer: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || value === null) continue
    const text = name.toLowerCase() === 'set-cookie' && Array.isArray(value) ? value.map(String) : String(value)
    validateHeaderName(name)
    for (const one of [text].flat()) validateHeaderValue(name, one)
    answer[name.toLowerCase()] = text
  }
  return answer
}

/** What the handler says, in a header or by `contentType`; else the document's first media type for the status. */
function contentOf(route: Route, { status, body, contentType }: Result, header: string | string[] | undefined) {
  const contents = route.responses[responseKey(route.responses, status) ?? ''] ?? {}
  const said = typeof header === 'string' ? mediaTypeOf(header) : contentType
  const mediaType = said ?? Object.keys(contents).find((type) => !type.includes('*')) ?? guess(body)
  return { mediaType, format: contents[findMediaType(Object.keys(contents), mediaType) ?? ''] ?? formatOf(mediaType) }
}

function guess(body: unknown): string {
  if (body instanceof Uint8Array) return 'application/octet-stream'
  return typeof body === 'string' ? 'text/plain' : 'application/json'
}

function bytes(body: unknown, format: Format): Buffer {
  if (format === 'json') return Buffer.from(JSON.stringify(body))
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  if (format === 'form') return Buffer.from(new URLSearchParams(Object.entries(body ?? {})).toString())
  if (typeof body === 'string') return Buffer.from(body)
  throw new TypeError(`A body of this media type must be a string or a Uint8Array, not ${typeof body}.`)
}

/** Throws when an answer is not one of the document's responses. */
export function checkResponse({ name, responses, validators }: Route, result: Result): void {
  const key = responseKey(responses, result.status)
  if (key === undefined) throw new Error(`${name} answered ${result.status}, which the API description does not have.`)
  const schemas = validators.responses[key] ?? {}
  const types = Object.keys(schemas)
  if (types.length === 0) {
    if (result.body === undefined) return
    throw new Error(`${name} answered ${result.status} with a body, where the API description has none.`)
  }
  const said = result.contentType ?? headersOf(result)['content-type'] ?? types[0]
  const type = findMediaType(types, mediaTypeOf(String(said)))
  if (type === undefined) throw new Error(`${name} answered ${result.status} with ${said}.`)
  const checked = schemas[type]?.safeParse(result.body)
  if (checked?.success !== false) return
  const reasons = checked.error.issues.map(({ path, message }) => `${['body', ...path].join('.')}: ${message}`)
  throw new Error(`${name} answered ${result.status} with a body that does not fit. ${reasons.join('; ')}`)
}
