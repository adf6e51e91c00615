import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { Exchange } from './api.js'
import type { Answer } from './response.js'

/** As long as nginx goes on reading (its `lingering_time`). */
const longestMs = 30_000

/**
 * An answer, held back until its caller has sent the whole body, when the connection ends with it (as those of a proxy do): Node closes it at once, and who
 * is still sending then gets an error instead of the answer.
 */
export function whenSent(answer: Promise<Answer>, { request, response }: Exchange): Promise<Answer> {
  return response.shouldKeepAlive === false ? held(answer, request) : answer
}

async function held(answer: Promise<Answer>, request: Exchange['request']): Promise<Answer> {
  const given = await answer
  // A stream may be made of what the caller sends, and what a handler has paused is its own affair.
  if (request.complete || given.body instanceof Readable || request.readableFlowing === false) return given
  request.resume()
  // A caller who leaves or takes too long gets what is there.
  await finished(request, { writable: false, signal: AbortSignal.timeout(longestMs) }).catch(() => {})
  return given
}
