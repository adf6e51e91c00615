import type { IncomingMessage } from 'node:http'
import type { ApiOptions, Auth, Route, SecurityScheme } from '../runtime.js'
import { unauthorized } from './error.js'
import type { Key } from './parameters.js'
import { decode, pairs } from './text.js'

/** Whether somebody has to say who the caller is. */
export function isGuarded({ security }: Route, options: ApiOptions): options is ApiOptions & { auth: Auth } {
  return security.length > 0 && typeof options.auth === 'function'
}

/** What `auth` says of the caller. Throws 401 when it says nothing and the operation asks for someone. */
export async function authenticate(
  { name, security }: Route,
  { request, search, requestId }: { request: IncomingMessage; search: string; requestId: string },
  schemes: SecurityScheme[],
  auth: Auth,
): Promise<unknown> {
  const credentials = Object.fromEntries(schemes.map((scheme) => [scheme.name, credential(scheme, request, search)]))
  const user = await auth({ operation: name, security, credentials, requestId, request })
  if (user !== undefined && user !== null && user !== false) return user
  if (security.some((requirement) => Object.keys(requirement).length === 0)) return undefined
  throw unauthorized(challenge(security, schemes))
}

function credential(scheme: SecurityScheme, { headers }: IncomingMessage, search: string): string | undefined {
  if (scheme.kind !== 'apiKey') {
    const kind = scheme.kind === 'http' ? scheme.scheme : 'bearer'
    const [word = '', ...rest] = (headers.authorization ?? '').split(' ')
    return word.toLowerCase() === kind.toLowerCase() ? rest.join(' ').trim() : undefined
  }
  if (scheme.place === 'header') return [headers[scheme.parameter.toLowerCase()]].flat()[0]
  const sent = scheme.place === 'query' ? pairs(search) : pairs((headers.cookie ?? '').replaceAll(/;\s*/g, '&'))
  const value = sent.find(([name]) => name === scheme.parameter)?.[1]
  return value === undefined ? undefined : decode(value)
}

/** Where the operation's credentials are, in queries and cookies. */
export function keysOf({ security }: Route, schemes: SecurityScheme[]): Key[] {
  if (security.length === 0) return []
  const asked = new Set(security.flatMap((requirement) => Object.keys(requirement)))
  return schemes.flatMap((scheme) => {
    if (scheme.kind !== 'apiKey' || scheme.place === 'header' || !asked.has(scheme.name)) return []
    return { in: scheme.place === 'query' ? 'query' : 'cookies', name: scheme.parameter }
  })
}

function challenge(security: Route['security'], schemes: SecurityScheme[]): Record<string, string> {
  const asked = new Set(security.flatMap((requirement) => Object.keys(requirement)))
  const words = schemes
    .filter(({ name, kind }) => asked.has(name) && kind !== 'apiKey' && kind !== 'mutualTLS')
    .map((scheme) => (scheme.kind === 'http' ? scheme.scheme : 'Bearer'))
  return words.length === 0 ? {} : { 'www-authenticate': [...new Set(words)].join(', ') }
}

/** Operations that the document protects are never open without a word. */
export function warnIfOpen(routes: Route[], { auth }: ApiOptions): void {
  if (auth !== undefined) return
  const names = routes.filter(({ security }) => isProtected(security)).map(({ name }) => name)
  if (names.length === 0) return
  console.warn(
    `Open to everyone, although the API description protects them: ${names.join(', ')}. ` +
      'Guard them with api({ auth }), or say api({ auth: false }) when something in front of this server does.',
  )
}

function isProtected(security: Route['security']): boolean {
  return security.length > 0 && !security.some((requirement) => Object.keys(requirement).length === 0)
}
