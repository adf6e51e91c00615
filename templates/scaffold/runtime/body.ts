import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { BodyContent, Format } from '../runtime.js'
import { readBytes } from './bytes.js'
import { unsupportedMediaType } from './error.js'
import { formValue, readTexts } from './form.js'
import { isHarmlessJson } from './input.js'
import { findMediaType, formatOf, isJson, mediaTypeOf } from './media-type.js'
import { multipartParts } from './multipart.js'
import { hasEscape, own } from './text.js'
import { alreadyUploaded, upload } from './upload.js'

/** A request's body as a value, or what is wrong with it. */
export type Body =
  | { kind: 'absent' }
  /** `harmless` when its text says that nothing in it can be what no schema forbids and nobody wants. */
  | { kind: 'value'; mediaType: string; value: unknown; harmless: boolean }
  | { kind: 'malformed'; message: string }

export interface BodyRequest {
  request: IncomingMessage
  response: ServerResponse
  /** What a parser in front of this server has made of it already. */
  parsed: unknown
}

const mebibyte = 1024 * 1024

/** Throws 413 and 415. */
export async function readBody(
  sent: BodyRequest,
  contents: Record<string, BodyContent>,
  limit = mebibyte,
): Promise<Body> {
  const { request, parsed } = sent
  const header = request.headers['content-type'] ?? ''
  const found = contentOf(contents, header)
  if (found?.format === 'bytes') return bodyOf(found, stream(sent, found.content, limit))
  const bytes = request.readableDidRead ? undefined : await readBytes(request, limit)
  if (isAbsent(bytes, parsed, header)) return { kind: 'absent' }
  if (found === undefined) throw unsupportedMediaType(`The body must be ${Object.keys(contents).join(' or ')}.`)
  if (bytes === undefined) return bodyOf(found, alreadyRead(parsed, found))
  refuseCompression(request)
  try {
    return parse(bytes, found, header)
  } catch (error) {
    if (error instanceof Malformed) return { kind: 'malformed', message: error.message }
    throw error
  }
}

interface Found {
  mediaType: string
  format: Format
  content: BodyContent
}

function bodyOf({ mediaType }: Found, value: unknown, harmless = false): Body {
  return { kind: 'value', mediaType, value, harmless }
}

function contentOf(contents: Record<string, BodyContent>, header: string): Found | undefined {
  const exact = own(contents, header)
  if (exact && !header.includes('*')) return { mediaType: header, content: exact, format: exact.format }
  const mediaType = findMediaType(Object.keys(contents), mediaTypeOf(header))
  const content = own(contents, mediaType ?? '')
  if (mediaType === undefined || content === undefined) return undefined
  // Behind a wildcard is what the caller says that it sends, unless the document takes all of it for bytes.
  const isOpen = mediaType.includes('*') && content.format !== 'bytes'
  return { mediaType, content, format: isOpen ? formatOf(mediaTypeOf(header)) : content.format }
}

function stream({ request, response, parsed }: BodyRequest, content: BodyContent, limit: number) {
  if (request.readableDidRead) return alreadyUploaded(parsed)
  refuseCompression(request)
  return upload(request, response, { ...content, limit })
}

function refuseCompression({ headers }: IncomingMessage): void {
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw unsupportedMediaType('The body must not be compressed.')
  }
}

/** No bytes are a text or a form that is empty, but no JSON. */
function isAbsent(bytes: Buffer | undefined, parsed: unknown, header: string): boolean {
  return bytes ? bytes.length === 0 && (header === '' || isJson(header)) : parsed === undefined
}

function alreadyRead(parsed: unknown, { format, content }: Found): unknown {
  return format === 'form' ? readTexts(parsed, content.fields) : parsed
}

class Malformed extends Error {}

function parse(bytes: Buffer, found: Found, header: string): Body {
  const { fields } = found.content
  switch (found.format) {
    case 'json': {
      const json = text(bytes, header)
      return bodyOf(found, parseJsonBody(json), isHarmlessJson(json))
    }
    case 'form':
      return bodyOf(found, formValue([...new URLSearchParams(text(bytes, header))], fields))
    case 'multipart':
      return bodyOf(found, formValue(parseMultipart(bytes, header), fields))
    default:
      return bodyOf(found, text(bytes, header))
  }
}

function text(bytes: Buffer, header: string): string {
  const charset = header.includes(';') ? /;\s*charset="?([^\s;"]+)/i.exec(header)?.[1] : undefined
  // Not by a TextDecoder: V8 takes half as long again to parse the JSON of its texts.
  if (charset === undefined || /^utf-?8$/i.test(charset)) {
    if (!isUtf8(bytes)) throw new Malformed('must be encoded in utf-8')
    const decoded = bytes.toString()
    return decoded.startsWith('\uFEFF') ? decoded.slice(1) : decoded
  }
  return decode(bytes, charset)
}

function decode(bytes: Buffer, charset: string): string {
  let decoder: InstanceType<typeof TextDecoder>
  try {
    decoder = new TextDecoder(charset, { fatal: true })
  } catch {
    throw unsupportedMediaType(`The charset ${charset.slice(0, 40)} is not known.`)
  }
  try {
    return decoder.decode(bytes)
  } catch {
    throw new Malformed(`must be encoded in ${charset}`)
  }
}

function parseJsonBody(json: string): unknown {
  try {
    // A member of this name would become the prototype of whatever it is copied into.
    return JSON.parse(json, json.includes('__proto__') || hasEscape(json, '\\u') ? refuseProto : undefined)
  } catch (error) {
    throw error instanceof Malformed ? error : new Malformed('must be valid JSON')
  }
}

function refuseProto(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new Malformed('must not have a member named __proto__')
  return value
}

function parseMultipart(bytes: Buffer, header: string): [string, string | File][] {
  const parts = multipartParts(bytes, header)
  if (!parts) throw new Malformed('must be valid multipart/form-data')
  return parts
}
