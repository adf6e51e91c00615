import type { ObjectLimits, Property, Schema } from '../openapi/schema.ts'
import { mapSchemas } from '../openapi/schema-map.ts'

type Find = (name: string) => Schema | undefined

/** To gather them takes a while, and few need them. */
type Properties = () => readonly Property[]

/**
 * Says what a property is where a part only requires it: `allOf: [Pet, { required: [name] }]`. That changes no verdict, gives the
 * property its type there, and lets a readOnly one be left out of requests.
 */
export function describeRequired(schema: Schema, find: Find, around: Properties = () => []): Schema {
  const known: Properties = () => [...propertiesOf(schema, find), ...around()]
  const beside = (parts: readonly Schema[]): readonly Schema[] =>
    parts.map((part) => describeRequired(part, find, known))
  const { allOf, anyOf, oneOf, ...own } = schema
  const inside = mapSchemas(own, (part) => describeRequired(part, find))
  const { object } = own
  return {
    ...inside,
    ...(allOf && { allOf: beside(allOf) }),
    ...(anyOf && { anyOf: beside(anyOf) }),
    ...(oneOf && { oneOf: beside(oneOf) }),
    ...(inside.object && object && { object: described(inside.object, known) }),
  }
}

function described(object: ObjectLimits, around: Properties): ObjectLimits {
  const { properties = [], required = [] } = object
  const bare = required.filter((name) => !properties.some((property) => property.name === name))
  const known = bare.length > 0 ? around() : []
  const added = bare.flatMap((name) => known.find((property) => property.name === name) ?? [])
  return added.length > 0 ? { ...object, properties: [...properties, ...added] } : object
}

/** Each named schema is gone through once. */
function propertiesOf(schema: Schema, find: Find, seen = new Set<string>()): readonly Property[] {
  const { ref, allOf = [], object } = schema
  const referred = ref !== undefined && !seen.has(ref) ? find(ref) : undefined
  if (ref !== undefined) seen.add(ref)
  return [
    ...(object?.properties ?? []),
    ...(referred ? propertiesOf(referred, find, seen) : []),
    ...allOf.flatMap((part) => propertiesOf(part, find, seen)),
  ]
}
