import type { Result } from './response.js'

/** What goes over the wire for a JSON body: what the handler answers, as the document says. */
export function wire({ body }: Result, _requestId: string): unknown {
  return body
}
