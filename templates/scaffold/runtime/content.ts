import type { Format } from '../runtime.js'
import { preferred } from './accept.js'
import { isStream } from './download.js'
import { findMediaType, formatOf, mediaTypeOf } from './media-type.js'
import type { Result } from './response.js'

/** The media types of one response. */
export type Contents = Record<string, Format>

export interface Content {
  mediaType: string
  format: Format
  /** The document's media type that it is one of. */
  declared: string | undefined
  /** Whether the caller had a say in it. */
  negotiated: boolean
}

/** What the handler says, in a header or by `contentType`; else what the caller likes best of what the document has and the body can be. */
export function contentOf(contents: Contents, result: Result, accept: string | undefined): Content {
  const said = saidBy(result)
  const types = Object.keys(contents)
  const [only = ''] = types
  const format = contents[only]
  if (said === undefined && types.length === 1 && format && !only.includes('*')) {
    return { mediaType: only, format, declared: only, negotiated: false }
  }
  return negotiate(contents, result.body, { said, accept })
}

function negotiate(
  contents: Contents,
  body: unknown,
  { said, accept }: { said: string | undefined; accept: string | undefined },
): Content {
  const fitting = said === undefined ? byFitness(contents, body) : []
  const mediaType = said ?? choose(fitting, accept) ?? guess(body)
  const declared = findMediaType(Object.keys(contents), mediaType)
  const format = contents[declared ?? ''] ?? formatOf(mediaType)
  return { mediaType, format, declared, negotiated: fitting.flat().length > 1 }
}

function saidBy({ headers, contentType }: Result): string | undefined {
  if (headers === undefined) return contentType
  const name = Object.keys(headers).find((one) => one.toLowerCase() === 'content-type')
  const header = name === undefined ? undefined : headers[name]
  return typeof header === 'string' ? mediaTypeOf(header) : contentType
}

/** The document's media types that a body can be sent as. A text may be meant as JSON, but seldom is where there is more. */
function byFitness(contents: Contents, body: unknown): string[][] {
  const types = Object.keys(contents).filter((type) => !type.includes('*'))
  const structured = types.filter((type) => contents[type] === 'json' || contents[type] === 'form')
  const plain = types.filter((type) => !structured.includes(type))
  const isPlain = typeof body === 'string' || body instanceof Uint8Array || isStream(body)
  const groups = (isPlain ? [plain, structured] : [structured, plain]).filter((group) => group.length > 0)
  return typeof body === 'string' ? groups : groups.slice(0, 1)
}

function choose(groups: string[][], accept: string | undefined): string | undefined {
  for (const group of groups) {
    const type = preferred(group, accept)
    if (type !== undefined) return type
  }
  return groups[0]?.[0]
}

function guess(body: unknown): string {
  if (body instanceof Uint8Array || isStream(body)) return 'application/octet-stream'
  return typeof body === 'string' ? 'text/plain' : 'application/json'
}
