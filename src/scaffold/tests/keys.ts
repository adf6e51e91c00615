import type { Api, Operation, SecurityRequirement, SecurityScheme } from '../../openapi/api.ts'
import { type Credential, slotOf } from '../request/credentials.ts'

/** One way to be let in; or why no request can go it. */
export type Key = { readonly title: string } & (
  | { readonly credentials: readonly Credential[] }
  | { readonly why: string }
)

const token = 'test-token'

/** The ways in, but for the one that asks for nothing. */
export function keysOf({ security }: Operation, { securitySchemes }: Api): readonly Key[] {
  return security
    .filter((requirement) => Object.keys(requirement).length > 0)
    .map((requirement) => ({ title: Object.keys(requirement).join(' and '), ...shown(requirement, securitySchemes) }))
}

function shown(requirement: SecurityRequirement, schemes: readonly SecurityScheme[]) {
  const wanted = Object.keys(requirement)
  const credentials = schemes.filter(({ name }) => wanted.includes(name)).map(credentialOf)
  const slots = new Map<string, string>()
  for (const { place, name, text } of credentials) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(place === 'query' ? 'query' : name))
      return { why: `${name} is no name of a ${place}` }
    const other = slots.get(`${place} ${name}`)
    if (other !== undefined && other !== text) return { why: `two of its schemes ask for another ${name}` }
    slots.set(`${place} ${name}`, text)
  }
  return { credentials }
}

function credentialOf(scheme: SecurityScheme): Credential {
  const { place, name, word } = slotOf(scheme)
  return { place, name, text: word === undefined ? token : `${word} ${token}` }
}
