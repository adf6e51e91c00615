import { admittedTypes, type TypesOf } from '../openapi/admitted-types.ts'
import type { Api, Content, NamedSchema } from '../openapi/api.ts'
import { Names } from '../openapi/names.ts'
import { derivedNames } from '../openapi/normalize.ts'
import type { ObjectLimits, Property, Schema } from '../openapi/schema.ts'
import { mapSchemas, renameRefs } from '../openapi/schema-map.ts'
import { describeRequired } from './required.ts'

/** Requests carry no readOnly properties, responses no writeOnly ones. */
export type Direction = 'request' | 'response'

/** The schemas of an Api as they are in requests and in responses. */
export interface DirectedSchemas {
  /** `Pet`, and where it differs in requests `PetRequest`. */
  readonly schemas: readonly NamedSchema[]
  /** An inline schema as it is in one direction. */
  readonly direct: (schema: Schema, direction: Direction) => Schema
  readonly find: (name: string) => Schema | undefined
  readonly typesOf: TypesOf
}

export function directSchemas(api: Api): DirectedSchemas {
  const raw = new Map(api.schemas.map(({ name, schema }) => [name, schema]))
  const described = (schema: Schema): Schema => describeRequired(schema, (name) => raw.get(name))
  const named = api.schemas.map(({ name, schema }) => ({ name, schema: described(schema) }))
  const original = new Map(named.map(({ name, schema }) => [name, schema]))
  const split = differing(named, original)
  const names = new Names([...original.keys(), ...api.operations.flatMap(({ name }) => [name, ...derivedNames(name)])])
  const requestName = new Map([...split].sort().map((name) => [name, names.give(`${name}Request`, 'Schema')] as const))
  const direct = (schema: Schema, direction: Direction): Schema => {
    const cut = without(described(schema), direction, original)
    return direction === 'request' ? renameRefs(cut, (name) => requestName.get(name) ?? name) : cut
  }
  const schemas = named.flatMap(({ name, schema }) => {
    const request = requestName.get(name)
    const both = [{ name, schema: direct(schema, 'response') }]
    return request === undefined ? both : [...both, { name: request, schema: direct(schema, 'request') }]
  })
  const known = new Map(schemas.map(({ name, schema }) => [name, schema]))
  const find = (name: string): Schema | undefined => known.get(name)
  return { schemas, direct, find, typesOf: admittedTypes(find) }
}

/** The names of the schemas that have such a property, themselves or in what they refer to. */
function differing(schemas: readonly NamedSchema[], original: ReadonlyMap<string, Schema>): ReadonlySet<string> {
  const users = new Map<string, string[]>()
  const open: string[] = []
  for (const { name, schema } of schemas) {
    const visit = (part: Schema): Schema => {
      if (part.ref !== undefined) users.set(part.ref, [...(users.get(part.ref) ?? []), name])
      if (part.object?.properties?.some((property) => isOneWay(property, original))) open.push(name)
      return mapSchemas(part, visit)
    }
    visit(schema)
  }
  const found = new Set<string>()
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue
    found.add(name)
    open.push(...(users.get(name) ?? []))
  }
  return found
}

function isOneWay(property: Property, original: ReadonlyMap<string, Schema>): boolean {
  return marked(property, 'readOnly', original) || marked(property, 'writeOnly', original)
}

function marked({ schema }: Property, mark: 'readOnly' | 'writeOnly', original: ReadonlyMap<string, Schema>): boolean {
  return schema[mark] === true || (schema.ref !== undefined && original.get(schema.ref)?.[mark] === true)
}

function without(schema: Schema, direction: Direction, original: ReadonlyMap<string, Schema>): Schema {
  const mark = direction === 'request' ? 'readOnly' : 'writeOnly'
  const inside = mapSchemas(schema, (part) => without(part, direction, original))
  const gone = schema.object?.properties?.filter((property) => marked(property, mark, original)).map(({ name }) => name)
  return inside.object && gone?.length ? { ...inside, object: withoutProperties(inside.object, gone) } : inside
}

function withoutProperties(limits: ObjectLimits, gone: readonly string[]): ObjectLimits {
  const { properties, required, dependentRequired, ...object } = limits
  const stays = (name: string): boolean => !gone.includes(name)
  const left = properties?.filter(({ name }) => stays(name)) ?? []
  const stillRequired = required?.filter(stays) ?? []
  const dependents = dependentRequired?.filter(({ property }) => stays(property)) ?? []
  return {
    ...object,
    ...(left.length > 0 && { properties: left }),
    ...(stillRequired.length > 0 && { required: stillRequired }),
    ...(dependents.length > 0 && { dependentRequired: dependents }),
    ignored: gone,
  }
}

/** What the runtime makes of a body's bytes decides what the schema can say of it. */
export function bodySchema({ format, schema }: Content): Schema | 'bytes' | 'text' {
  if (format === 'bytes') return 'bytes'
  const isText = schema.types === undefined || schema.types.includes('string')
  const saysMore = schema.text !== undefined || schema.values !== undefined
  return format === 'text' && !(isText && saysMore) ? 'text' : schema
}
