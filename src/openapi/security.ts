import type { SecurityRequirement, SecurityScheme } from './api.ts'
import { readApiKey } from './api-key.ts'
import { type Dialect, ownSecuritySchemes } from './dialect.ts'
import type { Reader } from './reader.ts'
import type { SchemaLibrary } from './schema-library.ts'
import { at, type Spot } from './spot.ts'
import { readSecurityDefinition } from './swagger2/security-definition.ts'

/** The operation's own requirements, or else the document's; `known` are the names of its schemes. */
export function readSecurity(
  operation: Spot,
  known: ReadonlySet<string>,
  { reader, dialect }: SchemaLibrary,
): readonly SecurityRequirement[] {
  const owner = at(operation, 'security').value === undefined ? reader.root : operation
  const home = dialect === '2.0' ? 'securityDefinitions' : 'components'
  return reader.elements(owner, 'security').flatMap((spot): readonly SecurityRequirement[] => {
    const requirement = reader.object(spot, 'A security requirement')
    if (!requirement) return []
    for (const name of Object.keys(requirement).filter((name) => !known.has(name))) {
      reader.error(at(spot, name), 'unknown-security-scheme', `There is no security scheme ${name} in the ${home}.`)
    }
    const names = Object.keys(requirement)
    return [Object.fromEntries(names.map((name) => [name, scopes(spot, name, reader)]))]
  })
}

function scopes(spot: Spot, name: string, reader: Reader): readonly string[] {
  return reader.elements(spot, name).map(({ value }) => String(value))
}

/** The ways to prove who one is that the document knows. */
export function readSecuritySchemes(reader: Reader, dialect: Dialect): readonly SecurityScheme[] {
  const read = dialect === '2.0' ? readSecurityDefinition : readScheme
  return ownSecuritySchemes(reader, dialect).flatMap(([name, spot]) => {
    const target = reader.follow(spot)
    const scheme = target && reader.object(target, 'A security scheme') ? read(name, target, reader) : undefined
    return scheme ? [scheme] : []
  })
}

function readScheme(name: string, spot: Spot, reader: Reader): SecurityScheme | undefined {
  const kind = reader.text(spot, 'type')
  if (kind === 'oauth2' || kind === 'openIdConnect' || kind === 'mutualTLS') return { name, kind }
  if (kind === 'http') return { name, kind, scheme: (reader.text(spot, 'scheme') ?? 'bearer').toLowerCase() }
  const key = kind === 'apiKey' ? readApiKey(name, spot, ['query', 'header', 'cookie'], reader) : undefined
  if (key) return key
  const advice =
    'Its `type` is apiKey (with `name`, and `in`: query, header or cookie), http, oauth2, openIdConnect or mutualTLS.'
  reader.error(spot, 'bad-security-scheme', `The security scheme ${name} cannot be read. ${advice}`)
  return undefined
}
