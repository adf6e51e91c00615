import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ApiError, incomplete, invalid, tooLarge } from './error.js'

/** How many bytes may come: what the server takes, and what the document says of the length. */
export interface UploadLimits {
  limit: number
  minBytes?: number
  maxBytes?: number
}

/**
 * A request's body as it arrives, no faster than the handler reads it. What is wrong with it (too large, too short, broken off) is
 * thrown to the handler as it reads. What the handler leaves is thrown away once it has answered, so that the connection goes on.
 */
export function upload(request: IncomingMessage, response: ServerResponse, limits: UploadLimits) {
  const { minBytes = 0 } = limits
  const announced = excess(Number(request.headers['content-length'] ?? 0), limits)
  if (announced) throw announced
  let size = 0
  let finish: (error?: unknown) => void = () => {}
  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const take = (chunk: Buffer) => {
      size += chunk.length
      const error = excess(size, limits)
      if (error) return finish(error)
      controller.enqueue(chunk)
      if ((controller.desiredSize ?? 0) <= 0) request.pause()
    }
    const end = () => finish(size < minBytes ? invalid(tooShort(minBytes)) : undefined)
    const broken = () => finish(incomplete())
    const answered = () =>
      finish(response.writableFinished ? new Error('The answer was sent before the body was read.') : incomplete())
    finish = (error) => {
      finish = () => {}
      response.off('close', answered)
      // A caller who is still sending could not read the answer, so the rest is read and thrown away.
      request.off('data', take).off('end', end).off('close', broken).resume()
      if (error === undefined) controller.close()
      else controller.error(error)
    }
    request.pause().on('data', take).on('end', end).on('error', broken).on('close', broken)
    response.once('close', answered)
  }
  const pull = () => void request.resume()
  return new ReadableStream<Uint8Array>(
    { start, pull, cancel: (reason) => finish(reason ?? new Error('Cancelled.')) },
    { highWaterMark: 0 },
  )
}

function excess(size: number, { limit, maxBytes = Number.POSITIVE_INFINITY }: UploadLimits): ApiError | undefined {
  if (size > limit) return tooLarge(limit)
  return size > maxBytes ? invalid({ field: 'body', message: `must have at most ${maxBytes} bytes` }) : undefined
}

function tooShort(minBytes: number) {
  return { field: 'body', message: `must have at least ${minBytes} bytes` }
}

/** What a parser in front of this server has read already. */
export function alreadyUploaded(parsed: unknown): ReadableStream<Uint8Array> {
  const bytes = typeof parsed === 'string' ? Buffer.from(parsed) : parsed
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError('A parser in front of this server has read a binary body and kept no bytes of it.')
  }
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes)
      controller.close()
    },
  })
}
