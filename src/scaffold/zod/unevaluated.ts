import type { Schema } from '../../openapi/schema.ts'
import { literal } from '../../writing/template.ts'
import type { ZodContext } from './context.ts'
import { expressionText } from './expression.ts'

type Print = (schema: Schema) => string

/** What a part of a schema looks at; with `when`, only in values that it admits. */
interface Look {
  readonly when: readonly Schema[]
  readonly names: readonly string[]
  readonly patterns: readonly string[]
  readonly items: number
  readonly all: boolean
  /** Elements that `contains` matches count as looked at. */
  readonly matching?: Schema
}

/** The check for the properties that no other part of the schema has looked at. */
export function unevaluatedProperties(schema: Schema, print: Print, { call, find }: ZodContext): readonly string[] {
  const { unevaluated } = schema.object ?? {}
  if (!unevaluated) return []
  const own = { ...schema, object: { ...schema.object } }
  delete (own.object as { unevaluated?: Schema }).unevaluated
  const looks = looked(own, [], find, []).filter(
    ({ names, patterns, all }) => all || names.length + patterns.length > 0,
  )
  const texts = looks.map(({ when, names, patterns, all }) => {
    const expressions = patterns.map((pattern) => expressionText(pattern))
    const which = all ? `'all'` : `[${[...names.map(literal), ...expressions].join(', ')}]`
    return `[${[which, ...when.map(print)].join(', ')}]`
  })
  return [call('unevaluatedProperties', print(unevaluated), ...texts)]
}

export function unevaluatedItems(
  schema: Schema,
  unevaluated: Schema,
  print: Print,
  { call, find }: ZodContext,
): string {
  const own = { ...schema, array: { ...schema.array } }
  delete (own.array as { unevaluated?: Schema }).unevaluated
  const looks = looked(own, [], find, []).filter(({ items, all, matching }) => items > 0 || all || matching)
  const texts = looks.map(({ when, items, all, matching }) => {
    const which = matching ? print(matching) : all ? `'all'` : String(items)
    return `[${[which, ...when.map(print)].join(', ')}]`
  })
  return call('unevaluatedItems', print(unevaluated), ...texts)
}

function looked(
  schema: Schema,
  when: readonly Schema[],
  find: ZodContext['find'],
  seen: readonly string[],
): readonly Look[] {
  const inside = (part: Schema, conditional: boolean): readonly Look[] =>
    looked(part, conditional ? [...when, part] : when, find, seen)
  const { ref, allOf = [], anyOf = [], oneOf = [], condition, object } = schema
  const referred = ref !== undefined && !seen.includes(ref) ? find(ref) : undefined
  return [
    ...own(schema, when),
    ...(referred && ref !== undefined ? looked(referred, when, find, [...seen, ref]) : []),
    ...allOf.flatMap((part) => inside(part, false)),
    ...[...anyOf, ...oneOf].flatMap((part) => inside(part, true)),
    ...(condition ? ofCondition(condition, when, find, seen) : []),
    ...(object?.dependentSchemas ?? []).flatMap(({ property, schema: part }) =>
      looked(part, [...when, { types: ['object'], object: { required: [property] } }], find, seen),
    ),
  ]
}

function ofCondition(
  condition: NonNullable<Schema['condition']>,
  when: readonly Schema[],
  find: ZodContext['find'],
  seen: readonly string[],
): readonly Look[] {
  const so = [...when, condition.if]
  return [
    ...looked(condition.if, so, find, seen),
    ...(condition.ifSo ? looked(condition.ifSo, so, find, seen) : []),
    ...(condition.ifNot ? looked(condition.ifNot, [...when, { not: condition.if }], find, seen) : []),
  ]
}

function own({ object = {}, array = {} }: Schema, when: readonly Schema[]): readonly Look[] {
  const nothing = { when, names: [], patterns: [], items: 0, all: false }
  const all = [object.additional, object.unevaluated, array.items, array.unevaluated].some((part) => part !== undefined)
  return [
    {
      ...nothing,
      names: [...(object.properties ?? []).map(({ name }) => name), ...(object.ignored ?? [])],
      patterns: (object.patterns ?? []).map(({ pattern }) => pattern),
      items: array.prefix?.length ?? 0,
      all,
    },
    ...(array.contains ? [{ ...nothing, matching: array.contains.schema }] : []),
  ]
}
