import type { ApiOptions, Route, SecurityScheme } from '../runtime.js'
import { preferred } from './accept.js'
import type { Exchange } from './api.js'
import { authenticate, keysOf } from './auth.js'
import { type Body, readBody } from './body.js'
import { checkResponse } from './check.js'
import { badPath, notAcceptable } from './error.js'
import { validate } from './input.js'
import { decodeParameters } from './parameters.js'
import { captures, isDecodable, splitUrl } from './path.js'
import { type Answer, encode, type Result } from './response.js'

/** A request of an operation -> its handler's answer. Throws what is wrong with the request as an ApiError. */
export async function run(
  route: Route,
  { url, request, response, body: parsed }: Exchange,
  { requestId, schemes, options }: { requestId: string; schemes: SecurityScheme[]; options: ApiOptions },
): Promise<Answer> {
  const { path, search } = splitUrl(url)
  if (!isDecodable(path)) throw badPath()
  const params = captures(route.pattern, path)
  const user = await authenticate(route, { request, search, requestId }, schemes, options)
  const { accept } = request.headers
  if (route.produces.length > 0 && preferred(route.produces, accept) === undefined) throw notAcceptable(route.produces)
  const keys = keysOf(route, schemes)
  const sent = decodeParameters(route.parameters, { params, search, headers: request.headers, keys })
  const body = route.body ? await readBody({ request, parsed }, route.body.contents, options.maxBodyBytes) : noBody
  const input = validate(route, sent, body)
  const handler = handlerOf(route, options)
  const accepts = (...types: string[]) => preferred(types, accept)
  input['context'] = { requestId, user, accepts, raw: { request, response } }
  const result = await handler(input)
  if (options.validateResponses) checkResponse(route, result, accept)
  return encode(route, result, accept)
}

const noBody: Body = { kind: 'absent' }

/** The types of input and answer are held by `route` and by `Handlers`. */
function handlerOf({ name, handler }: Route, { handlers = {} }: ApiOptions) {
  const replaced = Object.hasOwn(handlers, name) ? (handlers as Record<string, unknown>)[name] : undefined
  return (replaced ?? handler) as (input: object) => Result | Promise<Result>
}
