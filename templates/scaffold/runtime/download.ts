import type { ServerResponse } from 'node:http'
import { finished, Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'

/** A body that a handler has not got as a whole. */
export type StreamBody = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array | string>

export function isStream(body: unknown): body is StreamBody {
  return typeof body === 'object' && body !== null && (body instanceof ReadableStream || Symbol.asyncIterator in body)
}

export function toReadable(body: StreamBody): Readable {
  if (body instanceof Readable) return body
  // Other than an iterator of it, this cancels the stream at once.
  if (body instanceof ReadableStream) return Readable.fromWeb(body as NodeStream<Uint8Array>, { objectMode: false })
  return Readable.from(body, { objectMode: false })
}

/** Lets go of a body that is not sent. */
export function discard(body: unknown): void {
  if (isStream(body))
    toReadable(body)
      .on('error', () => {})
      .destroy()
}

export interface Destination {
  response: ServerResponse
  /** Gets what goes wrong once the answer is on its way. */
  report: (error: unknown) => void
}

/**
 * Makes a stream ready to be piped to its response. Rejects when it breaks before its first bytes, which can still be answered 500. When
 * it breaks later the connection is cut, or the caller would take the part for the whole. When the caller leaves, the stream ends.
 */
export async function open(source: Readable, { response, report }: Destination, isEvents: boolean): Promise<void> {
  let isOver = false
  const close = () => {
    isOver = true
    source.destroy()
  }
  response.once('close', close)
  if (response.destroyed) close()
  // The first event may be long in coming, and the caller wants to know that it is connected.
  if (isEvents) response.once('pipe', () => response.flushHeaders())
  else await firstBytes(source).catch((error) => (isOver ? undefined : Promise.reject(error)))
  finished(source, { writable: false }, (error) => {
    if (!error || isOver || isGone(response)) return
    report(error)
    response.destroy()
  })
}

/** Koa ends the stream of a caller who has left before the response says so. */
function isGone({ socket }: ServerResponse): boolean {
  return socket?.destroyed !== false
}

/** Resolves at the end, too, of a stream that is empty. */
function firstBytes(source: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      source.off('readable', settle).off('error', settle).off('close', close)
      if (error) reject(error)
      else resolve()
    }
    const close = () => settle(source.errored ?? new Error('The stream was closed before it was sent.'))
    source.on('readable', settle).on('error', settle).on('close', close)
    if (!source.readable) close()
  })
}
