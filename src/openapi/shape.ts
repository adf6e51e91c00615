import { admittedTypes } from './admitted-types.ts'
import type { ParameterShape, ParameterStyle, ScalarType } from './api.ts'
import type { Schema } from './schema.ts'

type Find = (ref: string) => Schema

const order: readonly ScalarType[] = ['null', 'boolean', 'integer', 'number', 'string']

/** What the text of a parameter is to be read as: the first of array, object and scalar that the schema admits. */
export function shapeOf(schema: Schema, style: ParameterStyle, find: Find): ParameterShape {
  const types = admittedTypes(find)(schema)
  if (style === 'deepObject') return objectShape(schema, find)
  // A schema that admits anything says nothing of lists.
  if (types.has('array') && types.has('object') && types.has('string')) return { kind: 'scalar', types: order }
  if (types.has('array')) return { kind: 'array', items: scalars(elements(schema, find), find) }
  if (types.has('object')) return objectShape(schema, find)
  return { kind: 'scalar', types: scalars([schema], find) }
}

function scalars(schemas: readonly Schema[], find: Find): readonly ScalarType[] {
  const types = new Set(schemas.flatMap((schema) => [...admittedTypes(find)(schema)]))
  const found = order.filter((type) => types.has(type))
  return found.length > 0 ? found : ['string']
}

/** The schema and all that it is made of, each named one once. */
function parts(schema: Schema, find: Find, seen = new Set<string>()): readonly Schema[] {
  const referred = schema.ref !== undefined && !seen.has(schema.ref) ? [schema.ref] : []
  for (const ref of referred) seen.add(ref)
  const inner = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  return [
    schema,
    ...referred.flatMap((ref) => parts(find(ref), find, seen)),
    ...inner.flatMap((part) => parts(part, find, seen)),
  ]
}

function elements(schema: Schema, find: Find): readonly Schema[] {
  const found = parts(schema, find).flatMap(({ array }) => [
    ...(array?.prefix ?? []),
    ...(array?.items ? [array.items] : []),
  ])
  return found.length > 0 ? found : [{}]
}

function objectShape(schema: Schema, find: Find): ParameterShape {
  const objects = parts(schema, find).flatMap(({ object }) => (object ? [object] : []))
  const properties = new Map<string, Schema[]>()
  for (const { name, schema: property } of objects.flatMap((object) => object.properties ?? [])) {
    properties.set(name, [...(properties.get(name) ?? []), property])
  }
  const others = objects.flatMap(({ additional, patterns = [] }) => [
    ...(additional && !additional.never ? [additional] : []),
    ...patterns.map((pattern) => pattern.schema),
  ])
  return {
    kind: 'object',
    properties: Object.fromEntries([...properties].map(([name, schemas]) => [name, scalars(schemas, find)])),
    others: others.length > 0 ? scalars(others, find) : ['string'],
  }
}
