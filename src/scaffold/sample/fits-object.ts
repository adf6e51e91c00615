import { regularExpression } from '../../openapi/admits.ts'
import type { Json, Schema } from '../../openapi/schema.ts'
import { type Find, fits } from './fits.ts'

type Members = Readonly<Record<string, Json>>

/** The same of an object's members. */
export function fitsObject(schema: Schema, value: Members, find: Find): boolean {
  const { object = {} } = schema
  const names = Object.keys(value)
  const { required = [], minProperties = 0, maxProperties = Infinity, names: naming, unevaluated } = object
  return (
    required.every((name) => Object.hasOwn(value, name)) &&
    names.length >= minProperties &&
    names.length <= maxProperties &&
    names.every((name) => !name.includes('\0')) &&
    (!naming || names.every((name) => fits(naming, name, find))) &&
    names.every((name) => fitsMember(schema, name, value[name] ?? null, find)) &&
    fitsDependents(schema, value, find) &&
    (!unevaluated || fitsUnevaluated(schema, unevaluated, value, find))
  )
}

function fitsMember({ object = {} }: Schema, name: string, value: Json, find: Find): boolean {
  const { properties = [], patterns = [], additional, ignored = [] } = object
  const parts = [
    ...properties.filter((property) => property.name === name),
    ...patterns.filter(({ pattern }) => regularExpression(pattern).test(name)),
  ].map(({ schema }) => schema)
  const known = parts.length > 0 || ignored.includes(name)
  return (known || !additional ? parts : [additional]).every((part) => fits(part, value, find))
}

function fitsDependents({ object = {} }: Schema, value: Members, find: Find): boolean {
  const { dependentRequired = [], dependentSchemas = [] } = object
  return (
    dependentRequired.every(
      ({ property, required }) =>
        !Object.hasOwn(value, property) || required.every((name) => Object.hasOwn(value, name)),
    ) && dependentSchemas.every(({ property, schema }) => !Object.hasOwn(value, property) || fits(schema, value, find))
  )
}

function fitsUnevaluated(schema: Schema, unevaluated: Schema, value: Members, find: Find): boolean {
  const looks = looksAt(schema, value, find)
  return Object.entries(value).every(([name, inner]) => looks(name) || fits(unevaluated, inner, find))
}

/** Whether a member is looked at by the schema itself or by a part that holds for the value. */
function looksAt(schema: Schema, value: Members, find: Find): (name: string) => boolean {
  const { object = {}, ref, allOf = [], anyOf = [], oneOf = [], condition } = schema
  const { properties = [], patterns = [], additional, ignored = [] } = object
  const holds = (part: Schema): boolean => fits(part, value, find)
  const branch = condition && (holds(condition.if) ? [condition.if, condition.ifSo ?? {}] : [condition.ifNot ?? {}])
  const parts = [
    ...(ref === undefined ? [] : [find(ref) ?? {}]),
    ...allOf,
    ...[...anyOf, ...oneOf].filter(holds),
    ...(branch ?? []),
  ].map((part) => looksAt(part, value, find))
  return (name) =>
    additional !== undefined ||
    ignored.includes(name) ||
    properties.some((property) => property.name === name) ||
    patterns.some(({ pattern }) => regularExpression(pattern).test(name)) ||
    parts.some((look) => look(name))
}
