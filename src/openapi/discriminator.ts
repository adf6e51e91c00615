import { segments } from './pointer.ts'
import type { Reader } from './reader.ts'
import type { Schema } from './schema.ts'
import type { SchemaContext } from './schema-reader.ts'
import { at, isObject, type Spot } from './spot.ts'

/** The whole mapping: what the document says, and the names of the schemas for the rest. Undefined unless all members have names. */
export function discriminator(spot: Spot, context: SchemaContext): Schema['discriminator'] {
  const { reader, refer } = context
  const here = at(spot, 'discriminator')
  if (context.dialect === '2.0') return propertyAlone(spot, reader)
  if (here.value === undefined || !reader.object(here, 'A discriminator')) return undefined
  const property = reader.text(here, 'propertyName')
  if (property === undefined) {
    reader.error(here, 'missing-key', 'A discriminator needs `propertyName`.')
    return undefined
  }
  const mapping = statedMapping(here, context)
  const named = new Set(mapping.map(([, name]) => name))
  for (const member of [...reader.elements(spot, 'oneOf'), ...reader.elements(spot, 'anyOf')]) {
    const target = isObject(member.value) && member.value.$ref !== undefined && reader.target(at(member, '$ref'))
    if (!target) return undefined
    const name = refer(target)
    if (named.has(name)) continue
    named.add(name)
    mapping.push([segments(target.pointer).at(-1) ?? '', name])
  }
  return { property, mapping: Object.fromEntries(mapping) }
}

/** In Swagger 2.0 it stands in the base, whose children are named nowhere: the property's value is the name of one. */
function propertyAlone(spot: Spot, reader: Reader): Schema['discriminator'] {
  const { value } = at(spot, 'discriminator')
  if (!isObject(value)) {
    const property = reader.text(spot, 'discriminator')
    return property === undefined ? undefined : { property, mapping: {} }
  }
  const message =
    'In Swagger 2.0 `discriminator` is the name of a property, and this is an object. Write the name alone.'
  reader.error(at(spot, 'discriminator'), 'wrong-type', message)
  return undefined
}

function statedMapping(spot: Spot, { reader, refer }: SchemaContext): [string, string][] {
  return reader.members(spot, 'mapping').flatMap(([value, member]): [string, string][] => {
    const target = typeof member.value === 'string' ? reader.target(asRef(member)) : undefined
    return target ? [[value, refer(target)]] : []
  })
}

/** A mapping names its schema by reference or by bare name. */
export function asRef(spot: Spot): Spot {
  const text = String(spot.value)
  return /[#/]|\.(ya?ml|json)$/.test(text) ? spot : { ...spot, value: `#/components/schemas/${text}` }
}
