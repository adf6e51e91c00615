import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ApiOptions, Route, SecurityScheme } from '../runtime.js'
import { warnIfOpen } from './auth.js'
import { guarded } from './envelope.js'
import { badPath, methodNotAllowed, notFound } from './error.js'
import { run } from './operation.js'
import { bySpecificity, captures, isDecodable, splitUrl } from './path.js'
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
  answer(route: Route, exchange: Exchange): Promise<Answer>
  /** For a request that no route took; undefined leaves it to the app. */
  unmatched(exchange: Exchange): Promise<Answer | undefined>
  /** The route of a request that the framework could not find by itself. */
  find(exchange: Exchange): Route | undefined
}

/** Everything but the framework: routes -> answers. */
export function createApi(unordered: Route[], schemes: SecurityScheme[], options: ApiOptions): Api {
  warnIfOpen(unordered, options)
  const routes = [...unordered].sort(bySpecificity)
  const at = (path: string) => routes.filter(({ pattern }) => captures(pattern, path))
  return {
    routes,
    answer: (route, exchange) =>
      guarded(route.name, exchange.request, options, (requestId) =>
        run(route, exchange, { requestId, schemes, options }),
      ),
    async unmatched({ url, request }) {
      const { path } = splitUrl(url)
      const here = at(path)
      if (here.length === 0 && options.fallthrough) return undefined
      return guarded(undefined, request, options, () => refuse(path, request.method, here))
    },
    find: ({ url, request }) => at(splitUrl(url).path).find(({ method }) => takes(method, request.method)),
  }
}

function takes(method: string, sent = ''): boolean {
  return method === sent.toLowerCase() || (method === 'get' && sent === 'HEAD')
}

function refuse(path: string, sent: string | undefined, routes: Route[]): Answer {
  if (!isDecodable(path)) throw badPath()
  if (routes.length === 0) throw notFound()
  const methods = new Set(routes.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])))
  const allow = [...methods.add('OPTIONS')].sort().join(', ')
  if (sent !== 'OPTIONS') throw methodNotAllowed(allow)
  return { status: 204, headers: { allow }, body: undefined }
}
