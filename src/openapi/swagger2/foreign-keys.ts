import type { Reader } from '../reader.ts'
import { at, isObject, type Spot } from '../spot.ts'

/** What people bring along from OpenAPI 3, and how Swagger 2.0 says it. */
const meant = {
  document: {
    components: '`definitions`, `parameters`, `responses` and `securityDefinitions`',
    servers: '`host`, `basePath` and `schemes`',
  },
  operation: {
    requestBody: 'a parameter with `in: body`',
    servers: '`host`, `basePath` and `schemes`',
    callbacks: undefined,
  },
  parameter: {
    content: 'a parameter with `in: body`',
    style: '`collectionFormat`',
    explode: '`collectionFormat`',
  },
  response: { content: '`schema`, with `produces` beside the responses', links: undefined },
} as const

/** Warns of keys that OpenAPI 3 alone has: they are passed over. */
export function foreignKeys(spot: Spot, kind: keyof typeof meant, reader: Reader): void {
  if (!isObject(spot.value)) return
  for (const [key, instead] of Object.entries(meant[kind])) {
    if (!Object.hasOwn(spot.value, key)) continue
    const advice = instead ? ` Write ${instead}.` : ''
    reader.warn(at(spot, key), 'unknown-key', `Swagger 2.0 has no \`${key}\` here, and it is passed over.${advice}`)
  }
}
