import type { ApiOptions, Route, SecurityScheme } from '../runtime.js'
import { preferred } from './accept.js'
import { answerWith } from './answer.js'
import type { Exchange } from './api.js'
import { authenticate, keysOf } from './auth.js'
import { type Body, readBody } from './body.js'
import { RequestContext } from './context.js'
import { badPath, notAcceptable } from './error.js'
import { validate } from './input.js'
import { decodeParameters } from './parameters.js'
import { captures, isDecodable, splitUrl } from './path.js'
import type { Answer, Result } from './response.js'

/** A route, and what a URL says to it. */
export interface Target {
  route: Route
  path: string
  search: string
  /** As they were sent. */
  params: Record<string, string>
}

/** Undefined when the URL's path is not one of the route's. */
export function aim(route: Route, url: string): Target | undefined {
  const { path, search } = splitUrl(url)
  const params = captures(route.pattern, path)
  return params && { route, path, search, params }
}

/** A request of an operation -> its handler's answer. Throws what is wrong with the request as an ApiError. */
export async function run(
  { route, path, search, params }: Target,
  { request, response, body: parsed }: Exchange,
  { requestId, schemes, options }: { requestId: string; schemes: SecurityScheme[]; options: ApiOptions },
): Promise<Answer> {
  if (!isDecodable(path)) throw badPath()
  const user = await authenticate(route, { request, search, requestId }, schemes, options)
  const { produces } = route
  if (produces.length > 0 && preferred(produces, request.headers.accept) === undefined) throw notAcceptable(produces)
  const keys = keysOf(route, schemes)
  const sent = decodeParameters(route.parameters, { params, search, headers: request.headers, keys })
  const body = route.body
    ? await readBody({ request, response, parsed }, route.body.contents, options.maxBodyBytes)
    : noBody
  const input = validate(route, sent, body)
  const handler = handlerOf(route, options)
  input['context'] = new RequestContext({ request, response }, { requestId, user })
  const result = await handler(input)
  return answerWith(result, route, { request, response, requestId, options })
}

const noBody: Body = { kind: 'absent' }

/** The types of input and answer are held by `route` and by `Handlers`. */
function handlerOf({ name, handler }: Route, { handlers = {} }: ApiOptions) {
  const replaced = Object.hasOwn(handlers, name) ? (handlers as Record<string, unknown>)[name] : undefined
  return (replaced ?? handler) as (input: object) => Result | Promise<Result>
}
