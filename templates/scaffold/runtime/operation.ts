import type { ApiOptions, Route, SecurityScheme } from '../runtime.js'
import { preferred } from './accept.js'
import { answerWith } from './answer.js'
import type { Exchange } from './api.js'
import { authenticate, isGuarded, keysOf } from './auth.js'
import { type Body, readBody } from './body.js'
import { RequestContext } from './context.js'
import { envelope, failure, requestIdOf } from './envelope.js'
import { badPath, notAcceptable, refusal } from './error.js'
import { isHarmlessUrl, validate } from './input.js'
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

/** A request of an operation -> its answer, whatever happens. One function, because each promise that it waits for costs as much as a check. */
export async function run(
  { route, path, search, params }: Target,
  { url, request, response, body: parsed }: Exchange,
  { schemes, options }: { schemes: SecurityScheme[]; options: ApiOptions },
): Promise<Answer> {
  const requestId = requestIdOf(request)
  const { headers } = request
  try {
    if (!isDecodable(path)) throw badPath()
    const user = isGuarded(route, options)
      ? await authenticate(route, { request, search, requestId }, schemes, options.auth)
      : undefined
    const { produces } = route
    if (produces.length > 0 && preferred(produces, headers.accept) === undefined) throw notAcceptable(produces)
    const values = decodeParameters(route.parameters, { params, search, headers, keys: keysOf(route, schemes) })
    const body = route.body
      ? await readBody({ request, response, parsed }, route.body.contents, options.maxBodyBytes)
      : noBody
    const input = validate(route, { values, harmless: isHarmlessUrl(url) }, body)
    if (Array.isArray(input)) return envelope(refusal(input), requestId)
    input.context = new RequestContext({ request, response }, { requestId, user })
    const answer = answerWith(await handlerOf(route, options)(input), route, { request, response, requestId, options })
    return answer instanceof Promise ? await answer : answer
  } catch (error) {
    return failure(error, { operation: route.name, requestId }, options)
  }
}

const noBody: Body = { kind: 'absent' }

/** The types of input and answer are held by `route` and by `Handlers`. */
function handlerOf({ name, handler }: Route, { handlers = {} }: ApiOptions) {
  const replaced = Object.hasOwn(handlers, name) ? (handlers as Record<string, unknown>)[name] : undefined
  return (replaced ?? handler) as (input: object) => Result | Promise<Result>
}
