import type { ApiOptions, Route, SecurityScheme } from '../runtime.js'
import { preferred } from './accept.js'
import { answerWith } from './answer.js'
import type { Exchange } from './api.js'
import { authenticate } from './auth.js'
import { type Body, readBody } from './body.js'
import { contextOf } from './context.js'
import { badPath, notAcceptable } from './error.js'
import { validate } from './input.js'
import { decodeParameters } from './parameters.js'
import { captures, isDecodable, splitUrl } from './path.js'
import type { Answer, Result } from './response.js'

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
  const { produces } = route
  if (produces.length > 0 && preferred(produces, request.headers.accept) === undefined) throw notAcceptable(produces)
  const sent = decodeParameters(route.parameters, { params, search, headers: request.headers })
  const body = route.body
    ? await readBody({ request, response, parsed }, route.body.contents, options.maxBodyBytes)
    : noBody
  const input = validate(route, sent, body)
  const handler = handlerOf(route, options)
  input['context'] = contextOf({ request, response }, { requestId, user })
  const result = await handler(input)
  return answerWith(result, route, { request, response, requestId, options })
}

const noBody: Body = { kind: 'absent' }

/** The types of input and answer are held by `route` and by `Handlers`. */
function handlerOf({ name, handler }: Route, { handlers = {} }: ApiOptions) {
  const replaced = Object.hasOwn(handlers, name) ? (handlers as Record<string, unknown>)[name] : undefined
  return (replaced ?? handler) as (input: object) => Result | Promise<Result>
}
