import { regularExpression } from '../../openapi/admits.ts'
import type { ArrayLimits, Json, JsonType, NumberLimits, Schema, TextLimits } from '../../openapi/schema.ts'
import { partsOf } from '../request/samples.ts'
import { fileMark, isObject, type Members, type View } from '../request/view.ts'
import { fits } from '../sample/fits.ts'
import { sampleFormats } from '../sample/formats.ts'

/** A value that its schema refuses, made of one that it takes. */
export interface Wrong {
  /** What is wrong, behind the name of the thing: `above 100`. */
  readonly how: string
  readonly value: Json
  /** Where the complaint is to be found, at the latest. */
  readonly path: readonly string[]
}

const deepest = 2

/** What can be wrong with a value: each of it for certain, because the schema refuses the result. */
export function* wrongs(schema: Schema, value: Json, view: View, depth = deepest): Generator<Wrong> {
  const parts = partsOf(schema, value, view)
  // A union complains as a whole, or of what is nearest.
  const blurred = parts.some(({ anyOf = [], oneOf = [] }) => anyOf.length + oneOf.length > 1)
  for (const wrong of candidates(schema, parts, value, view, depth)) {
    if (!fits(schema, wrong.value, view.find)) yield blurred ? { ...wrong, path: [] } : wrong
  }
}

function* candidates(
  schema: Schema,
  parts: readonly Schema[],
  value: Json,
  view: View,
  depth: number,
): Generator<Wrong> {
  const here = (how: string, wrong: Json): Wrong => ({ how, value: wrong, path: [] })
  if (value === fileMark) return
  if (isObject(value)) yield* membersWrong(parts, value, view, depth)
  if (Array.isArray(value)) yield* itemsWrong(parts, value, view, depth)
  if (typeof value === 'number')
    yield* parts.flatMap(({ number }) => (number ? numberWrong(number, value) : [])).map(([how, one]) => here(how, one))
  if (typeof value === 'string')
    yield* parts.flatMap(({ text }) => (text ? textWrong(text) : [])).map(([how, one]) => here(how, one))
  if (parts.some(({ values }) => values)) yield here('that is none of its values', 'none-of-its-values')
  yield* typeWrong(view.typesOf(schema)).map(([how, one]) => here(how, one))
}

type Wronged = readonly [how: string, value: Json]

function typeWrong(types: ReadonlySet<JsonType>): readonly Wronged[] {
  const wanted = [...types].filter((type) => type !== 'null' && !(type === 'integer' && types.has('number')))
  const how = `that is no ${wanted.join(' and no ')}`
  const others: readonly Json[] = ['wrong', 12345, 1.5, true, ['wrong'], { wrong: true }]
  return others.map((other) => [how, other])
}

function numberWrong(limits: NumberLimits, value: number): readonly Wronged[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = limits
  return [
    ...(minimum === undefined ? [] : [[`below ${minimum}`, minimum - 1] as const]),
    ...(exclusiveMinimum === undefined ? [] : [[`that is not above ${exclusiveMinimum}`, exclusiveMinimum] as const]),
    ...(maximum === undefined ? [] : [[`above ${maximum}`, maximum + 1] as const]),
    ...(exclusiveMaximum === undefined ? [] : [[`that is not below ${exclusiveMaximum}`, exclusiveMaximum] as const]),
    ...(multipleOf === undefined ? [] : [[`that is no multiple of ${multipleOf}`, value + multipleOf / 2] as const]),
    ...(format === 'int32' ? [['beyond 32 bits', 2 ** 31] as const] : []),
  ]
}

/** Longer texts are not written into a test. */
const longest = 200

function textWrong({ minLength = 0, maxLength = Infinity, pattern, format = '' }: TextLimits): readonly Wronged[] {
  const unmatched = ['!', 'no match', ' ', '~0~', '-', 'A', '0', 'a b/c?d'].filter(
    (text) => pattern !== undefined && !regularExpression(pattern).test(text),
  )
  return [
    ...(minLength > 0 && minLength <= longest
      ? [[`shorter than ${minLength}`, 'x'.repeat(minLength - 1)] as const]
      : []),
    ...(maxLength < longest ? [[`longer than ${maxLength}`, 'x'.repeat(maxLength + 1)] as const] : []),
    ...unmatched.map((text) => ['that does not match its pattern', text] as const),
    ...(sampleFormats.has(format) ? [[`that is no ${format}`, ' no such thing '] as const] : []),
  ]
}

function* itemsWrong(parts: readonly Schema[], value: readonly Json[], view: View, depth: number): Generator<Wrong> {
  const limits = parts.flatMap(({ array }) => array ?? [])
  const here = ([how, wrong]: Wronged): Wrong => ({ how, value: wrong, path: [] })
  yield* limits.flatMap((limit) => lengthWrong(limit, value)).map(here)
  const [first, ...rest] = value
  if (first === undefined || depth === 0) return
  for (const { prefix, items } of limits) {
    const schema = prefix?.[0] ?? items
    if (!schema) continue
    for (const { how, value: wrong, path } of wrongs(schema, first, view, depth - 1)) {
      yield { how: `with an element ${how}`, value: [wrong, ...rest], path: ['0', ...path] }
    }
  }
}

function lengthWrong({ minItems = 0, maxItems = Infinity, unique }: ArrayLimits, value: readonly Json[]) {
  const [first] = value
  if (first === undefined) return []
  const more = Array.from({ length: Math.min(maxItems, 20) + 1 }, (_, index) => value[index] ?? first)
  return [
    ...(minItems > 0 ? [[`with less than ${minItems} elements`, value.slice(0, minItems - 1)] as const] : []),
    ...(maxItems <= 20 ? [[`with more than ${maxItems} elements`, more] as const] : []),
    ...(unique ? [['with the same element twice', [...value, first]] as const] : []),
  ]
}

function* membersWrong(parts: readonly Schema[], value: Members, view: View, depth: number): Generator<Wrong> {
  const limits = parts.flatMap(({ object }) => object ?? [])
  for (const name of new Set(limits.flatMap(({ required = [] }) => required))) {
    const { [name]: _, ...rest } = value
    yield { how: `without ${name}`, value: rest, path: [name] }
  }
  if (limits.some(({ additional }) => additional?.never)) {
    yield { how: 'with a property that is not described', value: { ...value, 'not-described': true }, path: [] }
  }
  if (depth === 0) return
  for (const { name, schema } of limits.flatMap(({ properties = [] }) => properties)) {
    const member = value[name]
    if (member === undefined) continue
    // One of each member: what else is wrong with it is said where it is the only one.
    for (const { how, value: wrong, path } of wrongs(schema, member, view, depth - 1)) {
      yield { how: `with ${name} ${how}`, value: { ...value, [name]: wrong }, path: [name, ...path] }
      break
    }
  }
}
