import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Context } from '../runtime.js'
import { preferred } from './accept.js'

/** What a handler knows beside its input. */
export function contextOf(
  raw: { request: IncomingMessage; response: ServerResponse },
  known: Pick<Context, 'requestId' | 'user'>,
): Context {
  let signal: AbortSignal | undefined
  return {
    ...known,
    raw,
    accepts: (...mediaTypes) => preferred(mediaTypes, raw.request.headers.accept),
    // Few handlers ask for it.
    get signal() {
      signal ??= departure(raw.response)
      return signal
    },
  }
}

function departure(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  const close = () => {
    if (!response.writableFinished) controller.abort()
  }
  if (response.destroyed) close()
  else response.once('close', close)
  return controller.signal
}
