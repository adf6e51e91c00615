import { UserError } from '../base/errors.ts'
import type { PlannedCredential } from '../load/plan.ts'
import type { Api, Operation, SecurityRequirement, SecurityScheme } from '../openapi/api.ts'
import type { World } from '../ports/world.ts'
import { slotOf } from '../scaffold/request/credentials.ts'

/** What an operation's requests show to be let in; or what the environment lacks; or why no request can show it. */
export type Access =
  | { readonly kind: 'open'; readonly credentials: readonly Credential[] }
  | { readonly kind: 'locked'; readonly lacking: readonly Lacking[] }
  | { readonly kind: 'closed'; readonly why: string }

/** A scheme, and the variables of which one would do. */
export interface Lacking {
  readonly scheme: string
  readonly variables: readonly string[]
}

/** A credential, and the text that goes to k6 by its environment alone. */
export interface Credential extends PlannedCredential {
  readonly text: string
}

/** By the first way in for which the environment has everything. UserError `bad-option` for a variable of the wrong form. */
export function accessTo({ security }: Operation, api: Api, variable: World['variable']): Access {
  const ways = security.filter((requirement) => Object.keys(requirement).length > 0)
  const found = ways.map((requirement) => accessBy(requirement, api, variable))
  const open = found.find(({ kind }) => kind === 'open')
  if (open) return open
  if (ways.length < security.length || ways.length === 0) return { kind: 'open', credentials: [] }
  return found.find(({ kind }) => kind === 'locked') ?? found[0] ?? { kind: 'open', credentials: [] }
}

function accessBy(requirement: SecurityRequirement, { securitySchemes }: Api, variable: World['variable']): Access {
  const names = Object.keys(requirement)
  const wanted = securitySchemes.flatMap((scheme, index) =>
    names.includes(scheme.name) ? [credentialOf(scheme, `LT_SECRET_${index}`, variable)] : [],
  )
  const closed = wanted.find(({ kind }) => kind === 'closed')
  if (closed) return closed
  const lacking = wanted.flatMap((one) => (one.kind === 'locked' ? one.lacking : []))
  if (lacking.length > 0) return { kind: 'locked', lacking }
  const credentials = wanted.flatMap((one) => (one.kind === 'open' ? one.credentials : []))
  const slots = new Set(credentials.map(({ place, name }) => `${place} ${name}`))
  if (slots.size === credentials.length) return { kind: 'open', credentials }
  return { kind: 'closed', why: `two of its credentials, ${names.join(' and ')}, go into the same place` }
}

/** These answer a challenge of the server, so that no text stands for them. */
const challenged = /^(digest|negotiate|ntlm|hoba|mutual|scram-.*|gnap|dpop)$/

function credentialOf(scheme: SecurityScheme, secret: string, variable: World['variable']): Access {
  const { place, name, word } = slotOf(scheme)
  if (scheme.kind === 'mutualTLS') return { kind: 'closed', why: `${scheme.name} asks for a certificate of the client` }
  if (scheme.kind === 'http' && challenged.test(scheme.scheme)) {
    return { kind: 'closed', why: `${scheme.name} is ${scheme.scheme}, which needs an answer for every request` }
  }
  if ((place !== 'query' && !isToken(name)) || (word !== undefined && !isToken(word))) {
    return { kind: 'closed', why: `${scheme.name} has a name that no request can carry` }
  }
  const variables = variablesOf(scheme)
  const set = variables.find((one) => variable(one) !== undefined)
  if (set === undefined) return { kind: 'locked', lacking: [{ scheme: scheme.name, variables }] }
  const text = textOf(variable(set) ?? '', set, word)
  return { kind: 'open', credentials: [{ place, name, variable: secret, text }] }
}

/** The one for this scheme goes before the one for all of its kind. */
function variablesOf(scheme: SecurityScheme): readonly string[] {
  const own = `BACKWRIGHT_AUTH_${scheme.name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`
  if (scheme.kind === 'apiKey') return [own, 'BACKWRIGHT_API_KEY']
  if (scheme.kind !== 'http' || scheme.scheme === 'bearer') return [own, 'BACKWRIGHT_BEARER']
  return scheme.scheme === 'basic' ? [own, 'BACKWRIGHT_BASIC'] : [own]
}

function textOf(value: string, variable: string, word: string | undefined): string {
  // Never the value itself in a message.
  if (word === 'Basic') {
    if (value.includes(':')) return `Basic ${base64(value)}`
    throw new UserError('bad-option', `${variable} has no colon in it. Set it to user:password.`)
  }
  if (/^[\x21-\x7e]+( +[\x21-\x7e]+)*$/.test(value)) return word === undefined ? value : `${word} ${value}`
  throw new UserError(
    'bad-option',
    `${variable} has blanks around it, or characters that no header can carry. Set it to the bare ${word === undefined ? 'key' : 'token'}.`,
  )
}

/** RFC 7617 leaves the encoding open; UTF-8 is what servers expect. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}

function isToken(text: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(text)
}
