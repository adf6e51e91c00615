import { listed, meet, type TypesOf } from '../openapi/admitted-types.ts'
import type { JsonType, Schema } from '../openapi/schema.ts'

/** The JSON types for which a schema itself has something to say, apart from what it is composed of. */
export interface OwnTypes {
  readonly types: readonly JsonType[]
  /** Whether values of all other types pass: `minLength` without a `type`. */
  readonly others: boolean
}

type Types = readonly JsonType[] | undefined

/** `outer` are the types that the schema around this one admits; undefined for all. Undefined when the schema has nothing to add. */
export function ownTypes(schema: Schema, outer: Types, typesOf: TypesOf): OwnTypes | undefined {
  const admitted = typesWithin(schema, outer, typesOf)
  const limited = limitedTypes(schema)
  const said = (admitted ?? limited).filter((type) => limited.includes(type))
  if (schema.types === undefined) {
    if (said.length === 0) return undefined
    return admitted === undefined ? { types: said, others: true } : { types: admitted, others: false }
  }
  const { types, number, text, array, object, ...rest } = schema
  const adds = said.length > 0 || [...typesOf(rest)].some((type) => !meet(new Set([type]), new Set(types)).has(type))
  return adds ? { types: admitted ?? types, others: false } : undefined
}

/** The types that a schema admits within what is around it. */
export function typesWithin(schema: Schema, outer: Types, typesOf: TypesOf): Types {
  const types = typesOf(schema)
  return listed(outer ? meet(types, new Set(outer)) : types)
}

function limitedTypes({ number, text, array, object }: Schema): readonly JsonType[] {
  return [
    ...(number ? (['integer', 'number'] as const) : []),
    ...(text ? (['string'] as const) : []),
    ...(array ? (['array'] as const) : []),
    ...(object && Object.keys(object).some((key) => key !== 'ignored') ? (['object'] as const) : []),
  ]
}

/** Whether every value passes: a part that has nothing left in one direction, or nothing but a description. */
export function saysNothing({ title, description, example, deprecated, object, ...rest }: Schema): boolean {
  return Object.keys(rest).length === 0 && Object.keys(object ?? {}).every((key) => key === 'ignored')
}
