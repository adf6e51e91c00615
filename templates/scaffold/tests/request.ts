import { once } from 'node:events'
import { type IncomingHttpHeaders, request as open } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** A request of a test. */
export interface Request {
  /** With the query, as it is sent. */
  path: string
  headers?: Record<string, string>
  body?: Body
}

export interface Body {
  contentType: string
  content: string | Uint8Array
}

export interface Response {
  status: number
  headers: IncomingHttpHeaders
  bytes: Buffer
}

/** A file as it is sent, and as a handler's input is shown. */
export interface SampleFile {
  name: string
  type: string
  text: string
}

export const sampleFile: SampleFile = { name: 'sample.txt', type: 'text/plain', text: 'sample' }

export function json(value: unknown, contentType = 'application/json'): Body {
  return { contentType, content: JSON.stringify(value) }
}

export function form(fields: [name: string, text: string][], contentType = 'application/x-www-form-urlencoded'): Body {
  return { contentType, content: new URLSearchParams(fields).toString() }
}

export function multipart(
  parts: [name: string, part: string | SampleFile][],
  contentType = 'multipart/form-data',
): Body {
  const boundary = 'a-boundary-of-the-tests'
  const texts = parts.map(([name, part]) => {
    const start = `--${boundary}\r\ncontent-disposition: form-data; name="${name.replaceAll('"', '%22')}"`
    if (typeof part === 'string') return `${start}\r\n\r\n${part}\r\n`
    return `${start}; filename="${part.name}"\r\ncontent-type: ${part.type}\r\n\r\n${part.text}\r\n`
  })
  return { contentType: `${contentType}; boundary=${boundary}`, content: `${texts.join('')}--${boundary}--\r\n` }
}

export function text(content: string, contentType = 'text/plain'): Body {
  return { contentType, content }
}

export function bytes(content: string, contentType = 'application/octet-stream'): Body {
  return { contentType, content: bytesOf(content) }
}

export function bytesOf(content: string): Uint8Array {
  return new Uint8Array(Buffer.from(content))
}

/** Sends a request as it stands. */
export async function send(port: number, method: string, { path, headers = {}, body }: Request): Promise<Response> {
  const content = body && Buffer.from(body.content)
  const ofBody = content ? { 'content-type': body.contentType, 'content-length': content.length } : {}
  const outgoing = open({ host: '127.0.0.1', port, method, path, headers: { ...headers, ...ofBody }, agent: false })
  outgoing.end(content)
  const [response] = await once(outgoing, 'response')
  return { status: response.statusCode, headers: response.headers, bytes: await buffer(response) }
}
