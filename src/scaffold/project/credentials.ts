import type { Api, Operation, SecurityScheme } from '../../openapi/api.ts'

import { objectKey } from '../typescript/layout.ts'

/** What a test sends to be let in, as TypeScript in which `token` is a name: members of `headers`, and parts of a template literal. */
export interface Credentials {
  readonly headers: readonly string[]
  readonly query: readonly string[]
}

/** Whether the operation is closed to those who show nothing. */
export function isProtected({ security }: Operation): boolean {
  return security.length > 0 && !security.some((requirement) => Object.keys(requirement).length === 0)
}

/** By the first requirement that a request can fulfil; undefined when there is none. */
export function credentialsFor(operation: Operation, { securitySchemes }: Api): Credentials | undefined {
  if (!isProtected(operation)) return { headers: [], query: [] }
  for (const requirement of operation.security) {
    const schemes = Object.keys(requirement).map((name) => securitySchemes.find((scheme) => scheme.name === name))
    const shown = schemes.map(show)
    if (shown.every((one) => one !== undefined)) {
      // Of two that want the same header, one would be lost.
      const headers = shown.flatMap((one) => one.headers)
      if (new Set(headers).size === headers.length) return { headers, query: shown.flatMap((one) => one.query) }
    }
  }
  return undefined
}

function show(scheme: SecurityScheme | undefined): Credentials | undefined {
  if (!scheme || scheme.kind === 'mutualTLS') return undefined
  if (scheme.kind !== 'apiKey') {
    const word = scheme.kind === 'http' ? scheme.scheme : 'Bearer'
    return /^[A-Za-z]+$/.test(word) ? { headers: [`authorization: \`${word} \${token}\``], query: [] } : undefined
  }
  const { place, parameter } = scheme
  if (!/^[\w-]+$/.test(parameter)) return undefined
  if (place === 'query') return { headers: [], query: [`${parameter}=\${token}`] }
  if (place === 'cookie') return { headers: [`cookie: \`${parameter}=\${token}\``], query: [] }
  return { headers: [`${objectKey(parameter.toLowerCase())}: token`], query: [] }
}

/** Headers that carry secrets, in lower case. */
export function secretHeaders({ securitySchemes }: Api): readonly string[] {
  const keys = securitySchemes.flatMap((scheme) =>
    scheme.kind === 'apiKey' && scheme.place === 'header' ? [scheme.parameter.toLowerCase()] : [],
  )
  const named = keys.filter((name) => /^[a-z\d_-]+$/.test(name))
  return [...new Set(['authorization', 'cookie', 'set-cookie', 'proxy-authorization', ...named])]
}
