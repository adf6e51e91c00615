import { validateHeaderName, validateHeaderValue } from 'node:http'
import type { Readable } from 'node:stream'
import type { Format, Route } from '../runtime.js'
import { type Contents, contentOf } from './content.js'
import { isStream, type StreamBody, toReadable } from './download.js'
import { wire } from './wire.js'

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
  /** A text goes out in one piece with the headers, which takes half the time. */
  body: string | Buffer | Readable | undefined
}

/** Whom an answer goes to: `accept` is what the caller says that it takes. */
export interface Recipient {
  accept?: string | undefined
  requestId: string
}

export function encode(route: Route, result: Result, { accept, requestId }: Recipient): Answer {
  const { status, body } = result
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new Error(`${route.name} answered without a status from 200 to 599.`)
  }
  const headers = headersOf(result)
  headers['x-request-id'] = requestId
  if (body === undefined) return { status, headers, body: undefined }
  const { mediaType, format, negotiated } = contentOf(contentsOf(route, status), result, accept)
  if (negotiated) headers['vary'] = headers['vary'] === undefined ? 'accept' : `${headers['vary']}, accept`
  headers['content-type'] ??= contentType(mediaType, format)
  return {
    status,
    headers,
    body: isStream(body) ? stream(body, format) : sent(format === 'json' ? wire(result, requestId) : body, format),
  }
}

function contentType(mediaType: string, format: Format): string {
  // One text for all answers, which frameworks look up.
  if (mediaType === 'application/json') return 'application/json; charset=utf-8'
  return format === 'json' || format === 'text' ? `${mediaType}; charset=utf-8` : mediaType
}

/** The document's responses for a status: its own, those of its class, or all others'. */
export function responseKey(responses: Record<string, unknown>, status: number): string | undefined {
  const own = String(status)
  if (Object.hasOwn(responses, own)) return own
  return [`${own.charAt(0)}XX`, 'default'].find((key) => Object.hasOwn(responses, key))
}

function headersOf({ headers }: Result): Record<string, string | string[]> {
  const answer: Record<string, string | string[]> = {}
  if (headers === undefined) return answer
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || value === null) continue
    const text = name.toLowerCase() === 'set-cookie' && Array.isArray(value) ? value.map(String) : String(value)
    validateHeaderName(name)
    for (const one of [text].flat()) validateHeaderValue(name, one)
    answer[name.toLowerCase()] = text
  }
  return answer
}

function contentsOf({ responses }: Route, status: number): Contents {
  return responses[responseKey(responses, status) ?? ''] ?? {}
}

function stream(body: StreamBody, format: Format): Readable {
  if (format === 'json' || format === 'form') throw new TypeError('A stream cannot be sent as JSON or as a form.')
  return toReadable(body)
}

function sent(body: unknown, format: Format): string | Buffer {
  if (format === 'json') return JSON.stringify(body)
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  if (format === 'form') return new URLSearchParams(Object.entries(body ?? {})).toString()
  if (typeof body === 'string') return body
  throw new TypeError(`A body of this media type must be a string, a Uint8Array or a stream, not ${typeof body}.`)
}
