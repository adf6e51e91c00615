import type { Parameter, SecurityScheme } from '../../openapi/api.ts'

/** Where a request carries one credential. */
export interface Credential {
  readonly place: 'query' | 'header' | 'cookie'
  readonly name: string
  readonly text: string
}

/** Where a scheme has its credential; `word` goes before it. */
export function slotOf(scheme: SecurityScheme): Pick<Credential, 'place' | 'name'> & { readonly word?: string } {
  if (scheme.kind === 'apiKey') {
    const { place, parameter } = scheme
    return { place, name: place === 'header' ? parameter.toLowerCase() : parameter }
  }
  const word = scheme.kind === 'http' ? scheme.scheme : 'bearer'
  return { place: 'header', name: 'authorization', word: `${word.charAt(0).toUpperCase()}${word.slice(1)}` }
}

/** Whether a parameter of the operation is what a credential is sent as. */
export function carries(
  { place, name }: Parameter,
  credentials: readonly Pick<Credential, 'place' | 'name'>[],
): boolean {
  return credentials.some((one) => one.place === place && one.name === name)
}
