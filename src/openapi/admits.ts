import type { Json, JsonType, Schema } from './schema.ts'
import { mapSchemas } from './schema-map.ts'

type Find = (ref: string) => Schema | undefined

/** Whether a value satisfies a schema, as far as types, values, limits of scalars, and properties tell. */
export function admits(schema: Schema, value: Json, find: Find): boolean {
  const known = new Map<Schema, Map<Json, boolean>>()
  // Each schema is asked once about each value: alternatives that refer to the same schemas would double the work at each step.
  const ask = (part: Schema, inner: Json, depth: number): boolean => {
    // Recursion ends with the value, except through schemas that refer to themselves without a step.
    if (depth > 64) return true
    const answers = known.get(part) ?? new Map<Json, boolean>()
    known.set(part, answers)
    const answer = answers.get(inner) ?? satisfies(part, inner, find, (one, other) => ask(one, other, depth + 1))
    answers.set(inner, answer)
    return answer
  }
  return ask(schema, value, 0)
}

type Ask = (schema: Schema, value: Json) => boolean

function satisfies(schema: Schema, value: Json, find: Find, ask: Ask): boolean {
  if (schema.never) return false
  const inside = (part: Schema): boolean => ask(part, value)
  const referred = schema.ref === undefined ? undefined : find(schema.ref)
  return (
    (schema.types === undefined || schema.types.some((type) => isOf(type, value))) &&
    (schema.values === undefined || schema.values.some((one) => equal(one, value))) &&
    fitsLimits(schema, value, ask) &&
    (referred === undefined || inside(referred)) &&
    (schema.allOf ?? []).every(inside) &&
    (schema.anyOf === undefined || schema.anyOf.some(inside)) &&
    (schema.oneOf === undefined || schema.oneOf.filter(inside).length === 1)
  )
}

function fitsLimits(schema: Schema, value: Json, inner: Ask): boolean {
  if (typeof value === 'number') return fitsNumber(schema, value)
  if (typeof value === 'string') return fitsText(schema, value)
  if (Array.isArray(value)) {
    const { prefix = [], items = {}, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema.array ?? {}
    if (value.length < minItems || value.length > maxItems) return false
    return value.every((item: Json, index) => inner(prefix[index] ?? items, item))
  }
  return typeof value !== 'object' || value === null || fitsObject(schema, value, inner)
}

function fitsObject({ object = {} }: Schema, value: object, inner: Ask): boolean {
  const { properties = [], required = [], patterns = [], additional } = object
  if (!required.every((name) => Object.hasOwn(value, name))) return false
  return Object.entries<Json>({ ...value }).every(([name, member]) => {
    const own = properties.filter((property) => property.name === name)
    const matching = patterns.filter(({ pattern }) => regularExpression(pattern).test(name))
    const named = [...own, ...matching].map((one) => one.schema)
    const asked = named.length === 0 && additional ? [additional] : named
    return asked.every((one) => inner(one, member))
  })
}

function fitsNumber({ number = {} }: Schema, value: number): boolean {
  return (
    value >= (number.minimum ?? Number.NEGATIVE_INFINITY) &&
    value <= (number.maximum ?? Number.POSITIVE_INFINITY) &&
    (number.exclusiveMinimum === undefined || value > number.exclusiveMinimum) &&
    (number.exclusiveMaximum === undefined || value < number.exclusiveMaximum)
  )
}

function fitsText({ text = {} }: Schema, value: string): boolean {
  const length = [...value].length
  return (
    length >= (text.minLength ?? 0) &&
    length <= (text.maxLength ?? Number.POSITIVE_INFINITY) &&
    (text.pattern === undefined || regularExpression(text.pattern).test(value))
  )
}

/** A pattern as ECMA-262 means it: with the `u` flag where it compiles with it. */
export function regularExpression(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u')
  } catch {
    return new RegExp(pattern)
  }
}

export function isOf(type: JsonType, value: Json): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}

/** Equal as JSON: the order of an object's properties says nothing. */
export function equal(a: Json, b: Json): boolean {
  return canonical(a) === canonical(b)
}

function canonical(value: Json): string {
  return JSON.stringify(value, (_, inner) =>
    isOf('object', inner) ? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1))) : inner,
  )
}

/** The schema without the defaults inside it that their own schemas refuse. */
export function withoutBadDefaults(schema: Schema, find: Find): Schema {
  const { default: value, ...rest } = mapSchemas(schema, (part) => withoutBadDefaults(part, find))
  return value !== undefined && admits(schema, value, find) ? { ...rest, default: value } : rest
}
