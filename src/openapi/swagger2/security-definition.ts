import type { SecurityScheme } from '../api.ts'
import { readApiKey } from '../api-key.ts'
import type { Reader } from '../reader.ts'
import type { Spot } from '../spot.ts'

/** One of the `securityDefinitions`. */
export function readSecurityDefinition(name: string, spot: Spot, reader: Reader): SecurityScheme | undefined {
  const kind = reader.text(spot, 'type')
  if (kind === 'basic') return { name, kind: 'http', scheme: 'basic' }
  if (kind === 'oauth2') return { name, kind }
  const key = kind === 'apiKey' ? readApiKey(name, spot, ['query', 'header'], reader) : undefined
  if (key) return key
  const advice = 'Its `type` is apiKey (with `name`, and `in`: query or header), basic or oauth2.'
  reader.error(spot, 'bad-security-scheme', `The security scheme ${name} cannot be read. ${advice}`)
  return undefined
}
