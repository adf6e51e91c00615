import type { Api, FormList, ListText, ParameterShape, ScalarType } from '../openapi/api.ts'
import type { Property, Schema } from '../openapi/schema.ts'

/** What texts stand for, as the generated runtime reads it: an absent part is a string. */
export interface Texts {
  readonly types?: readonly ScalarType[]
  readonly items?: Texts
  /** Between the elements of a list that is one text. */
  readonly separator?: string
  readonly properties?: { readonly [name: string]: Texts }
  readonly others?: Texts
}

/** A parameter's shape. */
export function parameterTexts(shape: ParameterShape): Texts {
  switch (shape.kind) {
    case 'scalar':
      return scalar(shape.types)
    case 'array':
      return listTexts(shape)
    case 'object':
      return {
        properties: Object.fromEntries(Object.entries(shape.properties).map(([name, types]) => [name, scalar(types)])),
        ...(shape.others.length > 0 && { others: scalar(shape.others) }),
      }
  }
}

/** A list, and the lists in it. */
function listTexts({ separator, items, inner }: ListText): Texts {
  return { ...(separator && { separator }), items: inner ? listTexts(inner) : scalar(items) }
}

function scalar(types: readonly ScalarType[]): Texts {
  return types.length === 0 || (types.length === 1 && types[0] === 'string') ? {} : { types }
}

const deepest = 4
const order: readonly ScalarType[] = ['null', 'boolean', 'integer', 'number', 'string']

/** A form's schema, with the members that are lists in one text. Below four levels, which forms do not have, all texts are strings. */
export function formTexts(schema: Schema, api: Api, lists: readonly FormList[] = []): Texts {
  const plain = texts(schema, new Map(api.schemas.map(({ name, schema: target }) => [name, target])), deepest)
  if (lists.length === 0) return plain
  const stated = Object.fromEntries(lists.map(({ name, list }) => [name, listTexts(list)]))
  return { ...plain, properties: { ...plain.properties, ...stated } }
}

type Named = ReadonlyMap<string, Schema>

function texts(schema: Schema, named: Named, depth: number): Texts {
  const parts = flatten(schema, named, new Set())
  const types = scalar(order.filter((type) => parts.some((part) => admits(part, type))))
  if (depth === 0) return types
  // Of those that several parts describe, the last.
  const properties = new Map(
    parts.flatMap(({ object }) => (object?.properties ?? []).map((property) => [property.name, property])),
  )
  const items = parts.find(({ array }) => array?.items)?.array?.items
  const others = parts.find(({ object }) => object?.additional && !object.additional.never)?.object?.additional
  return {
    ...types,
    ...(items && { items: texts(items, named, depth - 1) }),
    ...(properties.size > 0 && { properties: members([...properties.values()], named, depth - 1) }),
    ...(others && { others: texts(others, named, depth - 1) }),
  }
}

/** Properties that are strings need no word. */
function members(properties: readonly Property[], named: Named, depth: number): Record<string, Texts> {
  return Object.fromEntries(
    properties
      .map(({ name, schema }) => [name, texts(schema, named, depth)] as const)
      .filter(([, member]) => Object.keys(member).length > 0),
  )
}

/** A schema and all that it is composed of, side by side; each named one once. */
function flatten(schema: Schema, named: Named, seen: Set<string>): readonly Schema[] {
  const { ref, allOf = [], anyOf = [], oneOf = [] } = schema
  const target = ref === undefined || seen.has(ref) ? undefined : named.get(ref)
  if (ref !== undefined) seen.add(ref)
  const parts = [...(target ? [target] : []), ...allOf, ...anyOf, ...oneOf]
  return [schema, ...parts.flatMap((part) => flatten(part, named, seen))]
}

function admits({ types, values }: Schema, type: ScalarType): boolean {
  if (types) return types.includes(type)
  return values?.some((value) => (value === null ? 'null' : typeof value) === type) ?? false
}
