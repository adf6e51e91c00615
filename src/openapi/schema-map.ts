import type { ArrayLimits, ObjectLimits, Schema } from './schema.ts'

/** The same schema with every schema directly inside it replaced. */
export function mapSchemas(schema: Schema, each: (part: Schema) => Schema): Schema {
  const list = (parts: readonly Schema[]): readonly Schema[] => parts.map(each)
  const { allOf, anyOf, oneOf, not, condition, array, object } = schema
  return {
    ...schema,
    ...(allOf && { allOf: list(allOf) }),
    ...(anyOf && { anyOf: list(anyOf) }),
    ...(oneOf && { oneOf: list(oneOf) }),
    ...(not && { not: each(not) }),
    ...(condition && {
      condition: {
        if: each(condition.if),
        ...(condition.ifSo && { ifSo: each(condition.ifSo) }),
        ...(condition.ifNot && { ifNot: each(condition.ifNot) }),
      },
    }),
    ...(array && { array: mapArray(array, each) }),
    ...(object && { object: mapObject(object, each) }),
  }
}

function mapArray(array: ArrayLimits, each: (part: Schema) => Schema): ArrayLimits {
  const { prefix, items, contains, unevaluated } = array
  return {
    ...array,
    ...(prefix && { prefix: prefix.map(each) }),
    ...(items && { items: each(items) }),
    ...(contains && { contains: { ...contains, schema: each(contains.schema) } }),
    ...(unevaluated && { unevaluated: each(unevaluated) }),
  }
}

function mapObject(object: ObjectLimits, each: (part: Schema) => Schema): ObjectLimits {
  const inside = <Item extends { readonly schema: Schema }>(item: Item): Item => ({
    ...item,
    schema: each(item.schema),
  })
  const { properties, patterns, additional, names, dependentSchemas, unevaluated } = object
  return {
    ...object,
    ...(properties && { properties: properties.map(inside) }),
    ...(patterns && { patterns: patterns.map(inside) }),
    ...(additional && { additional: each(additional) }),
    ...(names && { names: each(names) }),
    ...(dependentSchemas && { dependentSchemas: dependentSchemas.map(inside) }),
    ...(unevaluated && { unevaluated: each(unevaluated) }),
  }
}

/** The same schema with other names for the schemas that it refers to. */
export function renameRefs(schema: Schema, rename: (name: string) => string): Schema {
  const { ref, discriminator, ...rest } = mapSchemas(schema, (part) => renameRefs(part, rename))
  const renamed = (mapping: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(mapping).map(([value, name]) => [value, rename(name)]))
  return {
    ...rest,
    ...(ref !== undefined && { ref: rename(ref) }),
    ...(discriminator && { discriminator: { ...discriminator, mapping: renamed(discriminator.mapping) } }),
  }
}
