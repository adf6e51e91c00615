import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ApiOptions, Route, SecurityScheme } from '../runtime.js'
import { warnIfOpen } from './auth.js'
import { envelope, requestIdOf } from './envelope.js'
import { badPath, methodNotAllowed, notFound } from './error.js'
import { whenSent } from './linger.js'
import { aim, run } from './operation.js'
import { bySpecificity, isDecodable, matches, splitUrl } from './path.js'
import type { Answer } from './response.js'

/** One request, whatever the framework. */
export interface Exchange {
  /** Relative to where the api is mounted. */
  url: string
  request: IncomingMessage
  response: ServerResponse
  /** The body, when a parser in front of this server has read it already. */
  body?: unknown
}

export interface Api {
  /** In the order in which they have to be tried. */
  routes: Route[]
  /** Of the route that the framework found, which may be none of this method's, or only look like the path's. */
  answer(route: Route | undefined, exchange: Exchange): Promise<Answer>
  /** For a request that no route took; undefined leaves it to the app. */
  unmatched(exchange: Exchange): Promise<Answer> | undefined
  /** The route of a request that the framework could not find by itself. */
  find(exchange: Exchange): Route | undefined
}

/** Everything but the framework: routes -> answers. */
export function createApi(unordered: Route[], schemes: SecurityScheme[], options: ApiOptions): Api {
  warnIfOpen(unordered, options)
  const served = { schemes, options }
  const routes = [...unordered].sort(bySpecificity)
  const at = (url: string) => routes.filter(({ pattern }) => matches(pattern, splitUrl(url).path))
  const find = ({ url, request }: Exchange) => at(url).find(({ method }) => takes(method, request.method))
  return {
    routes,
    find,
    answer(route, exchange) {
      const target = route && aim(route, exchange.url)
      const other = target ? undefined : find(exchange)
      const aimed = target ?? (other && aim(other, exchange.url))
      const answered = aimed ? run(aimed, exchange, served) : refuse(exchange, at(exchange.url))
      return whenSent(answered, exchange)
    },
    unmatched(exchange) {
      const here = at(exchange.url)
      return here.length === 0 && options.fallthrough ? undefined : whenSent(refuse(exchange, here), exchange)
    },
  }
}

function takes(method: string, sent = ''): boolean {
  return method === sent.toLowerCase() || (method === 'get' && sent === 'HEAD')
}

async function refuse({ url, request }: Exchange, routes: Route[]): Promise<Answer> {
  const requestId = requestIdOf(request)
  if (!isDecodable(splitUrl(url).path)) return envelope(badPath(), requestId)
  if (routes.length === 0) return envelope(notFound(), requestId)
  const methods = new Set(routes.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])))
  const allow = [...methods.add('OPTIONS')].sort().join(', ')
  if (request.method !== 'OPTIONS') return envelope(methodNotAllowed(allow), requestId)
  return { status: 204, headers: { allow, 'x-request-id': requestId }, body: undefined }
}
