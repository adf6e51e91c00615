import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ApiOptions, Route, SecurityScheme } from '../runtime.js'
import { authenticate, warnIfOpen } from './auth.js'
import { readBody } from './body.js'
import { ApiError, badPath, methodNotAllowed, notFound } from './error.js'
import { validate } from './input.js'
import { decodeParameters } from './parameters.js'
import { bySpecificity, captures, isDecodable, type PathPattern, pathPattern, splitUrl } from './path.js'
import { type Answer, checkResponse, encode, type Result } from './response.js'

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

const mebibyte = 1024 * 1024

/** Everything but the framework: routes -> answers. */
export function createApi(unordered: Route[], schemes: SecurityScheme[], options: ApiOptions): Api {
  warnIfOpen(unordered, options)
  const routes = [...unordered].sort(bySpecificity)
  const patterns = new Map(routes.map((route) => [route, pathPattern(route.template)]))
  const at = (path: string) => routes.filter((route) => captures(patternOf(patterns, route), path))
  return {
    routes,
    answer: (route, exchange) =>
      guarded(route, exchange, options, (requestId) =>
        run(route, patternOf(patterns, route), exchange, requestId, schemes, options),
      ),
    async unmatched(exchange) {
      const { path } = splitUrl(exchange.url)
      const here = at(path)
      if (here.length === 0 && options.fallthrough) return undefined
      return guarded(undefined, exchange, options, () => refuse(path, exchange, here))
    },
    find: ({ url, request }) => at(splitUrl(url).path).find(({ method }) => takes(method, request.method)),
  }
}

function patternOf(patterns: Map<Route, PathPattern>, route: Route): PathPattern {
  return patterns.get(route) ?? pathPattern(route.template)
}

function takes(method: string, sent = ''): boolean {
  return method === sent.toLowerCase() || (method === 'get' && sent === 'HEAD')
}

async function run(
  route: Route,
  pattern: PathPattern,
  exchange: Exchange,
  requestId: string,
  schemes: SecurityScheme[],
  options: ApiOptions,
): Promise<Answer> {
  const { request, response } = exchange
  const { path, search } = splitUrl(exchange.url)
  if (!isDecodable(path)) throw badPath()
  const params = captures(pattern, path)
  if (!params) throw notFound()
  const user = await authenticate(route, { request, search, requestId }, schemes, options)
  const sent = decodeParameters(route.parameters, { params, search, headers: request.headers })
  const body = route.body
    ? await readBody({ request, parsed: exchange.body }, route.body.contents, options.maxBodyBytes ?? mebibyte)
    : ({ kind: 'absent' } as const)
  const input = validate(route, sent, body)
  const handler = handlerOf(route, options)
  const result = await handler({ ...input, context: { requestId, user, raw: { request, response } } })
  if (options.validateResponses) checkResponse(route, result)
  return encode(route, result)
}

function handlerOf({ name, handler }: Route, { handlers = {} }: ApiOptions): (input: object) => Promise<Result> {
  const replaced = Object.hasOwn(handlers, name) ? (handlers as Record<string, unknown>)[name] : undefined
  // The types of input and answer are held by `route` and by `Handlers`.
  return (replaced ?? handler) as (input: object) => Promise<Result>
}

function refuse(path: string, { request }: Exchange, routes: Route[]): Answer {
  if (!isDecodable(path)) throw badPath()
  if (routes.length === 0) throw notFound()
  const methods = new Set(routes.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])))
  const allow = [...methods.add('OPTIONS')].sort().join(', ')
  if (request.method !== 'OPTIONS') throw methodNotAllowed(allow)
  return { status: 204, headers: { allow }, body: undefined }
}

/** Turns what is thrown into the error envelope, and gives every answer its request id. */
async function guarded(
  route: Route | undefined,
  { request }: Exchange,
  options: ApiOptions,
  body: (requestId: string) => Answer | Promise<Answer>,
): Promise<Answer> {
  const requestId = requestIdOf(request)
  const answer = await answerOrError()
  return { ...answer, headers: { ...answer.headers, 'x-request-id': requestId } }

  async function answerOrError(): Promise<Answer> {
    try {
      return await body(requestId)
    } catch (error) {
      if (error instanceof ApiError) return envelope(error, requestId)
      report(error, { operation: route?.name, requestId }, options)
      return envelope(new ApiError(500, 'INTERNAL_ERROR', 'Something went wrong on our side.'), requestId)
    }
  }
}

function report(
  error: unknown,
  context: { operation: string | undefined; requestId: string },
  { onError }: ApiOptions,
) {
  if (onError) onError(error, context)
  else console.error(`Request ${context.requestId}, ${context.operation ?? 'no operation'}:`, error)
}

function envelope({ status, code, message, details, headers }: ApiError, requestId: string): Answer {
  const body = Buffer.from(JSON.stringify({ error: { code, message, details }, meta: { requestId } }))
  return { status, headers: { ...headers, 'content-type': 'application/json; charset=utf-8' }, body }
}

/** A caller's id ends up in logs and headers, so it has to be short and harmless. */
function requestIdOf({ headers }: IncomingMessage): string {
  const sent = headers['x-request-id']
  return typeof sent === 'string' && /^[\w.:+/=@-]{1,128}$/.test(sent) ? sent : randomUUID()
}
