import type { Content } from '../../openapi/api.ts'
import type { DirectedSchemas } from '../direction.ts'

/**
 * Whether a body alone says which of a response's media types it can be sent as, so that the handler may leave the choice to the
 * caller: an object is JSON, a text is not, as long as the JSON is no text. `bodies` are the types of the bodies, as texts.
 */
export function isNegotiable(
  contents: readonly Content[],
  bodies: readonly string[],
  directed: DirectedSchemas,
): boolean {
  const typesOfKind = new Map<string, Set<string | undefined>>()
  for (const [index, { format }] of contents.entries()) {
    const kind = format === 'form' ? 'json' : format
    typesOfKind.set(kind, (typesOfKind.get(kind) ?? new Set()).add(bodies[index]))
  }
  const isRange = contents.some(({ mediaType }) => mediaType.includes('*'))
  if (isRange || [...typesOfKind.values()].some(({ size }) => size > 1)) return false
  if (typesOfKind.size === 1) return true
  return typesOfKind.size === 2 && typesOfKind.has('json') && !contents.some((content) => isJsonText(content, directed))
}

function isJsonText({ format, schema }: Content, { typesOf, direct }: DirectedSchemas): boolean {
  return format === 'json' && typesOf(direct(schema, 'response')).has('string')
}
