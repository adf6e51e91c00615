import { readExample } from '../examples.ts'
import type { Schema } from '../schema.ts'
import type { SchemaLibrary } from '../schema-library.ts'
import { at, isObject, type Spot } from '../spot.ts'

/** What a parameter or a header says of its value; the rest is about itself. */
const keywords =
  `type format items enum default multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength
  pattern maxItems minItems uniqueItems x-nullable`.split(/\s+/)

/** The schema of a parameter or a header, whose keywords stand among its own. */
export function readSimpleSchema(spot: Spot, what: string, library: SchemaLibrary): Schema {
  const example = readExample(at(spot, 'x-example')) ?? readExample(at(spot, 'example'))
  return { ...stated(spot, what, library), ...(example && { example }) }
}

function stated(spot: Spot, what: string, library: SchemaLibrary): Schema {
  const { reader } = library
  const type = at(spot, 'type')
  const own = valueKeywords(spot)
  if (type.value === 'object') {
    const message = `${what} is a text, a number, true or false, or a list of them, and this is an object. It is read as OpenAPI 3 reads one.`
    reader.warn(type, 'object-parameter', message)
  }
  if (type.value !== undefined) return library.read(own)
  if (at(spot, 'schema').value !== undefined) {
    const message = `\`schema\` is for \`in: body\` alone. Write \`type\` and the rest of it right into ${what.toLowerCase()}.`
    reader.warn(at(spot, 'schema'), 'misplaced-schema', message)
    return library.read(at(spot, 'schema'))
  }
  reader.warn(spot, 'missing-schema', `${what} has no \`type\`, and is taken for any text. Write its type.`)
  return { ...library.read(own), types: ['string'] }
}

/** The same place, for those who read schemas. */
function valueKeywords(spot: Spot): Spot {
  const value = isObject(spot.value) ? spot.value : {}
  return { ...spot, value: Object.fromEntries(Object.entries(value).filter(([key]) => keywords.includes(key))) }
}
