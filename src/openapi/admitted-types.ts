import { isOf } from './admits.ts'
import type { Json, JsonType, Schema } from './schema.ts'

export const jsonTypes: readonly JsonType[] = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']

export type TypesOf = (schema: Schema) => ReadonlySet<JsonType>

/** A function that tells which JSON types a schema admits, through everything that it is made of. `integer` only without `number`. */
export function admittedTypes(find: (name: string) => Schema | undefined): TypesOf {
  const known = new Map<string, ReadonlySet<JsonType>>()
  const ofName = (name: string): ReadonlySet<JsonType> => {
    const types = known.get(name)
    if (types) return types
    // Until it is known, a schema that leads back to itself says nothing.
    known.set(name, new Set(jsonTypes))
    const found = of(find(name) ?? {})
    known.set(name, found)
    return found
  }
  const of = (schema: Schema): ReadonlySet<JsonType> => {
    let types: ReadonlySet<JsonType> = new Set(schema.never ? [] : (schema.types ?? jsonTypes))
    if (schema.values) types = meet(types, new Set(schema.values.map(typeOf)))
    if (schema.ref !== undefined) types = meet(types, ofName(schema.ref))
    for (const part of schema.allOf ?? []) types = meet(types, of(part))
    for (const parts of [schema.anyOf, schema.oneOf]) {
      if (parts) types = meet(types, new Set(parts.flatMap((part) => [...of(part)])))
    }
    return types
  }
  return of
}

/** The types that both sets admit. */
export function meet(some: ReadonlySet<JsonType>, others: ReadonlySet<JsonType>): ReadonlySet<JsonType> {
  const both = [...some].flatMap((type): readonly JsonType[] => {
    if (others.has(type)) return [type]
    if (type === 'number' && others.has('integer')) return ['integer']
    return type === 'integer' && others.has('number') ? ['integer'] : []
  })
  return new Set(both)
}

/** The types as a schema would list them, or undefined when all are admitted. */
export function listed(types: ReadonlySet<JsonType>): readonly JsonType[] | undefined {
  const list = jsonTypes.filter((type) => types.has(type) && !(type === 'integer' && types.has('number')))
  return list.length < jsonTypes.length - 1 ? list : undefined
}

function typeOf(value: Json): JsonType {
  return jsonTypes.find((type) => isOf(type, value)) ?? 'null'
}
