import type { JsonType, Schema } from './schema.ts'

/**
 * The type of a schema that forgot to say it: properties make an object, `minLength` makes a string. To JSON Schema such a schema
 * admits all values of other types, which is hardly ever meant and would leave a handler with `unknown`.
 */
export function impliedTypes(schema: Schema): readonly JsonType[] | undefined {
  if (schema.ref || schema.types || schema.values || schema.never) return undefined
  const parts = [schema, ...(schema.allOf ?? [])]
  if (parts.some((part) => part.ref || part.types || part.values || part.anyOf || part.oneOf)) return undefined
  const types = new Set(parts.flatMap(groups))
  return types.size > 0 ? [...types] : undefined
}

function groups({ object, array, text, number }: Schema): readonly JsonType[] {
  return [
    ...(object ? (['object'] as const) : []),
    ...(array ? (['array'] as const) : []),
    ...(text ? (['string'] as const) : []),
    ...(number ? (['number'] as const) : []),
  ]
}
