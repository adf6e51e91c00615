import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Context } from '../runtime.js'
import { preferred } from './accept.js'

/** What a handler knows beside its input. A class, because an object with a getter takes longer to make than a request to check. */
export class RequestContext implements Context {
  readonly requestId: string
  readonly user: unknown
  readonly raw: { request: IncomingMessage; response: ServerResponse }
  #signal: AbortSignal | undefined

  constructor(raw: Context['raw'], { requestId, user }: Pick<Context, 'requestId' | 'user'>) {
    this.requestId = requestId
    this.user = user
    this.raw = raw
  }

  accepts(...mediaTypes: string[]): string | undefined {
    return preferred(mediaTypes, this.raw.request.headers.accept)
  }

  /** Few handlers ask for it. */
  get signal(): AbortSignal {
    this.#signal ??= departure(this.raw.response)
    return this.#signal
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
