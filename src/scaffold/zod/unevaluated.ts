import { UserError } from '../../base/errors.ts'
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
export function unevaluatedProperties(schema: Schema, print: Print, context: ZodContext): readonly string[] {
  const { unevaluated } = schema.object ?? {}
  if (!unevaluated) return []
  const own = { ...schema, object: { ...schema.object } }
  delete (own.object as { unevaluated?: Schema }).unevaluated
  const looks = allLooks(own, context).filter(({ names, patterns, all }) => all || names.length + patterns.length > 0)
  const texts = looks.map(({ when, names, patterns, all }) => {
    const expressions = patterns.map((pattern) => expressionText(pattern))
    const which = all ? `'all'` : `[${[...names.map(literal), ...expressions].join(', ')}]`
    return `[${[which, ...when.map(print)].join(', ')}]`
  })
  return [context.call('unevaluatedProperties', print(unevaluated), ...texts)]
}

export function unevaluatedItems(schema: Schema, unevaluated: Schema, print: Print, context: ZodContext): string {
  const own = { ...schema, array: { ...schema.array } }
  delete (own.array as { unevaluated?: Schema }).unevaluated
  const looks = allLooks(own, context).filter(({ items, all, matching }) => items > 0 || all || matching)
  const texts = looks.map(({ when, items, all, matching }) => {
    const which = matching ? print(matching) : all ? `'all'` : String(items)
    return `[${[which, ...when.map(print)].join(', ')}]`
  })
  return context.call('unevaluatedItems', print(unevaluated), ...texts)
}

/** Alternatives in alternatives multiply. People write a few. */
const most = 1000

function allLooks(schema: Schema, { find, subject }: ZodContext): readonly Look[] {
  const looks: Look[] = []
  for (const look of looked(schema, [], find, [])) {
    if (looks.push(look) <= most) continue
    const message = `${subject} combines schemas in more than ${most} ways, too many to tell which properties or items none of them describes. Remove \`unevaluatedProperties\` or \`unevaluatedItems\`, or nest fewer alternatives.`
    throw new UserError('unsupported', message)
  }
  return looks
}

function* looked(
  schema: Schema,
  when: readonly Schema[],
  find: ZodContext['find'],
  seen: readonly string[],
): Generator<Look> {
  const { ref, allOf = [], anyOf = [], oneOf = [], condition, object } = schema
  const referred = ref !== undefined && !seen.includes(ref) ? find(ref) : undefined
  yield* own(schema, when)
  if (referred && ref !== undefined) yield* looked(referred, when, find, [...seen, ref])
  for (const part of allOf) yield* looked(part, when, find, seen)
  for (const part of [...anyOf, ...oneOf]) yield* looked(part, [...when, part], find, seen)
  if (condition) yield* ofCondition(condition, when, find, seen)
  for (const { property, schema: part } of object?.dependentSchemas ?? [])
    yield* looked(part, [...when, { types: ['object'], object: { required: [property] } }], find, seen)
}

function* ofCondition(
  condition: NonNullable<Schema['condition']>,
  when: readonly Schema[],
  find: ZodContext['find'],
  seen: readonly string[],
): Generator<Look> {
  const so = [...when, condition.if]
  yield* looked(condition.if, so, find, seen)
  if (condition.ifSo) yield* looked(condition.ifSo, so, find, seen)
  if (condition.ifNot) yield* looked(condition.ifNot, [...when, { not: condition.if }], find, seen)
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
