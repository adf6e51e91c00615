import { mediaTypeOf } from '../contents.ts'
import type { SchemaLibrary } from '../schema-library.ts'
import { at, kindOf, type Spot } from '../spot.ts'

/** The media types under `consumes` or `produces`: the operation's own, or else the document's, each once. Empty when neither says any. */
export function readMediaTypes(
  operation: Spot,
  key: 'consumes' | 'produces',
  { reader }: SchemaLibrary,
): readonly string[] {
  const owner = at(operation, key).value === undefined ? reader.root : operation
  const names = reader.elements(owner, key).flatMap((spot) => {
    if (typeof spot.value === 'string' && spot.value.trim() !== '') return [mediaTypeOf(spot.value)]
    const message = `\`${key}\` lists media types such as application/json, and this is ${spot.value === '' ? 'empty' : kindOf(spot.value)}.`
    reader.error(spot, 'wrong-type', message)
    return []
  })
  return [...new Set(names)]
}
