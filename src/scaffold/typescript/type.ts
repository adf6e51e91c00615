import { isOf } from '../../openapi/admits.ts'
import type { TypesOf } from '../../openapi/admitted-types.ts'
import type { Json, JsonType, ObjectLimits, Schema } from '../../openapi/schema.ts'
import { literal } from '../../writing/template.ts'
import { ownTypes, saysNothing, typesWithin } from '../own-types.ts'
import { anything, atom, intersection, parenthesized, type Type, union } from './expression.ts'
import { block, comment, propertyName } from './layout.ts'

export interface TypeContext {
  readonly find: (name: string) => Schema | undefined
  readonly typesOf: TypesOf
}

/** The TypeScript type of the values that a schema admits; what types cannot say is left to the validator. */
export function typeText(schema: Schema, context: TypeContext): string {
  return typeOf(schema, context, undefined).text
}

/** The same, or undefined. */
export function optionalTypeText(schema: Schema, context: TypeContext): string {
  return union([typeOf(schema, context, undefined), atom('undefined')]).text
}

/** `outer`: the types that the schema around this one admits, which hold for a part that says none of its own. */
function typeOf(schema: Schema, context: TypeContext, outer: readonly JsonType[] | undefined): Type {
  if (schema.never) return atom('never')
  if (schema.values) return valuesType(schema)
  const types = typesWithin(schema, outer, context.typesOf)
  if (types?.length === 0) return atom('never')
  const inner = (part: Schema): Type => typeOf(part, context, types)
  const type = intersection([
    ownType(schema, outer, context),
    ...(schema.ref === undefined ? [] : [atom(schema.ref)]),
    ...(schema.allOf ?? []).filter((part) => !isBare(part)).map(inner),
    ...(schema.anyOf ? [union(schema.anyOf.map(inner))] : []),
    ...(schema.oneOf ? [union(schema.oneOf.map(inner))] : []),
  ])
  // Parts that only name a type leave it to the whole.
  const bare = type.text === 'unknown' && types !== undefined && schema.allOf !== undefined
  return bare ? union([...new Set(types.map(numeric))].map((one) => single(one, {}, context))) : type
}

function valuesType({ values = [], types }: Schema): Type {
  const admitted = values.filter((value) => types === undefined || types.some((type) => isOf(type, value)))
  return union(admitted.map((value) => atom(jsonType(value))))
}

function jsonType(value: Json): string {
  if (typeof value === 'string') return literal(value)
  if (Array.isArray(value)) return `[${value.map(jsonType).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return block(
    '{',
    Object.entries(value).map(([name, one]) => `${propertyName(name)}: ${jsonType(one)}`),
    '}',
    ';',
  )
}

/** What the schema itself says, leaving aside what it is composed of. */
function ownType(schema: Schema, outer: readonly JsonType[] | undefined, context: TypeContext): Type {
  const own = ownTypes(schema, outer, context.typesOf)
  if (own === undefined || own.others) return anything
  return union([...new Set(own.types.map(numeric))].map((type) => single(type, schema, context)))
}

/** A part that only names a type, which the parts beside it say better. */
function isBare({ types, ...rest }: Schema): boolean {
  return types !== undefined && saysNothing(rest)
}

function numeric(type: JsonType): JsonType {
  return type === 'integer' ? 'number' : type
}

function single(type: JsonType, schema: Schema, context: TypeContext): Type {
  if (type === 'object') return objectType(schema.object ?? {}, context)
  if (type === 'array') return arrayType(schema, context)
  if (type === 'string' && schema.text?.format === 'binary' && schema.text.isFile) return atom('File')
  return atom(type)
}

function arrayType({ array = {} }: Schema, context: TypeContext): Type {
  const items = array.items ? typeOf(array.items, context, undefined) : anything
  if (!array.prefix) return atom(`${parenthesized(items, 'atom')}[]`)
  const prefix = array.prefix.map((part, index) => {
    const type = typeOf(part, context, undefined)
    return index < (array.minItems ?? 0) ? type.text : `${parenthesized(type, 'atom')}?`
  })
  const rest = items.text === 'never' ? [] : [`...${parenthesized(items, 'atom')}[]`]
  return atom(block('[', [...prefix, ...rest], ']', ','))
}

function objectType(object: ObjectLimits, context: TypeContext): Type {
  const members = objectMembers(object, context)
  const [only] = members
  // A Record of a type that leads back here would be circular to TypeScript; an index signature is not.
  const plain = members.length === 1 && /^\[name: string\]: (unknown|string|number|boolean)$/.exec(only ?? '')
  if (plain) return atom(`Record<string, ${plain[1]}>`)
  return atom(members.length === 0 ? 'Record<string, never>' : block('{', members, '}', ';'))
}

/** The members of an interface, each on its own line or lines. */
export function objectMembers(object: ObjectLimits, context: TypeContext): readonly string[] {
  const { properties = [], required = [] } = object
  const named = properties.map(({ name, schema }) => {
    const optional = !required.includes(name) && defaultOf(schema, context.find) === undefined
    const type = typeOf(schema, context, undefined).text
    return `${comment(schema.description, schema.deprecated)}${propertyName(name)}${optional ? '?' : ''}:${spaced(type)}`
  })
  const bare = required.filter((name) => !properties.some((property) => property.name === name))
  return [...named, ...bare.map((name) => `${propertyName(name)}: unknown`), ...indexSignature(object, context)]
}

/** A union on lines of its own starts with a line break. */
export function spaced(type: string): string {
  return type.startsWith('\n') ? type : ` ${type}`
}

/** TypeScript asks that the named properties fit the signature too. */
function indexSignature(object: ObjectLimits, context: TypeContext): readonly string[] {
  const { properties = [], required = [], additional, patterns = [], unevaluated } = object
  const others = [
    ...patterns.map(({ schema }) => schema),
    ...[additional, unevaluated].filter((one) => one !== undefined),
  ]
  const freeForm = properties.length === 0 && required.length === 0 && others.length === 0 && !object.ignored
  if (freeForm) return ['[name: string]: unknown']
  const open = others.filter((schema) => !schema.never).map((schema) => typeOf(schema, context, undefined))
  if (open.length === 0) return []
  const named = properties.map(({ schema }) => typeOf(schema, context, undefined))
  const optional = properties.some(({ name }) => !required.includes(name)) ? [atom('undefined')] : []
  const bare = required.some((name) => !properties.some((property) => property.name === name)) ? [anything] : []
  return [`[name: string]: ${union([...open, ...named, ...bare, ...optional]).text}`]
}

/** What an absent property stands for: its own default, or that of the schema it refers to. */
export function defaultOf(schema: Schema, find: TypeContext['find']): Json | undefined {
  return schema.default ?? (schema.ref === undefined ? undefined : find(schema.ref)?.default)
}
