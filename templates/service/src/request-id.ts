import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** The caller's `x-request-id` where it is harmless, else a new one. The API takes it from the header, so that answers and logs agree. */
export function requestId(request: IncomingMessage): string {
  const sent = request.headers['x-request-id']
  const id = typeof sent === 'string' && /^[\w.:+/=@-]{1,128}$/.test(sent) ? sent : randomUUID()
  request.headers['x-request-id'] = id
  return id
}
