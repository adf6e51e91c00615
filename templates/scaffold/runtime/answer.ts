import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { ApiOptions, Route } from '../runtime.js'
import { checkResponse } from './check.js'
import { discard, open } from './download.js'
import { report } from './envelope.js'
import { mediaTypeOf } from './media-type.js'
import { type Answer, encode, type Result } from './response.js'

interface Sending {
  request: IncomingMessage
  response: ServerResponse
  requestId: string
  options: ApiOptions
}

/** What a handler answers -> what goes over the wire, its stream ready to be piped. */
export function answerWith(result: Result, route: Route, sending: Sending): Answer | Promise<Answer> {
  const answer = encoded(result, route, sending)
  return answer.body instanceof Readable
    ? streaming(answer, answer.body, { ...sending, operation: route.name })
    : answer
}

async function streaming(
  answer: Answer,
  body: Readable,
  { request, response, requestId, options, operation }: Sending & { operation: string },
): Promise<Answer> {
  if (request.method === 'HEAD') {
    discard(body)
    // Of a body that is not there at all, Koa would not say the content type.
    return { ...answer, body: Readable.from([]) }
  }
  const isEvents = mediaTypeOf(String(answer.headers['content-type'])) === 'text/event-stream'
  const tell = (error: unknown) => report(error, { operation, requestId }, options)
  await open(body, { response, report: tell }, isEvents)
  return answer
}

function encoded(result: Result, route: Route, { request, requestId, options }: Sending): Answer {
  const { accept } = request.headers
  try {
    if (options.validateResponses) checkResponse(route, result, accept)
    return encode(route, result, { accept, requestId })
  } catch (error) {
    discard(result?.body)
    throw error
  }
}
