import { admits } from '../../openapi/admits.ts'
import type { JsonType, ObjectLimits, Schema } from '../../openapi/schema.ts'
import { ownTypes, saysNothing, typesWithin } from '../own-types.ts'
import { alternatives, union } from './alternatives.ts'
import { arrayValidator, unevaluatedItemsCheck } from './array.ts'
import type { ZodContext } from './context.ts'
import { objectValidator } from './object.ts'
import { numberValidator, textValidator, valuesValidator } from './scalars.ts'
import { unevaluatedProperties } from './unevaluated.ts'

type Types = readonly JsonType[] | undefined

/** A schema → the expression of its validator. `outer`: the types that the schema around it admits. */
export function validatorText(schema: Schema, context: ZodContext, outer?: Types): string {
  if (schema.never) return 'z.never()'
  const { values, ...rest } = schema
  if (values)
    return valuesValidator(
      values.filter((value) => admits(rest, value, context.find)),
      context,
    )
  const types = typesWithin(schema, outer, context.typesOf)
  // Its parts contradict each other, or what is around it.
  if (types?.length === 0) return 'z.never()'
  const inner = (part: Schema): string => validatorText(part, context, types)
  const own = ownValidator(schema, outer, context)
  const parts = [
    ...own.parts,
    ...(schema.ref === undefined ? [] : [schema.ref]),
    ...(schema.allOf ?? []).filter((part) => !saysNothing(part)).map(inner),
    ...alternatives(schema, inner, context),
  ]
  return joined(parts, [...own.checks, ...otherChecks(schema, inner, context)], schema, context)
}

/** The compiler gives up on chains of hundreds. */
const longestChain = 50

/** Zod's intersection would let two closed objects open each other, and knows no checks that look at the value as it came. */
function joined(parts: readonly string[], checks: readonly string[], schema: Schema, context: ZodContext): string {
  const [first = context.call('anything'), ...others] = parts
  if (checks.length === 0 && others.length === 0) return first
  const exact = checks.length > 0 || parts.length > longestChain || isClosed(schema, context.find)
  if (!exact) return [first, ...others.map((other) => `.and(${other})`)].join('')
  return context.call('allOf', first, ...others, ...checks)
}

/** Whether a schema may refuse properties that it does not know. Each named one is gone through once. */
function isClosed(schema: Schema, find: ZodContext['find'], seen = new Set<string>()): boolean {
  if (schema.object?.additional?.never) return true
  const referred = schema.ref !== undefined && !seen.has(schema.ref) ? find(schema.ref) : undefined
  if (schema.ref !== undefined) seen.add(schema.ref)
  const inner = [
    ...(referred ? [referred] : []),
    ...(schema.allOf ?? []),
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
  ]
  return inner.some((part) => isClosed(part, find, seen))
}

/** What a schema says itself, leaving aside what it is composed of. */
interface OwnValidator {
  readonly parts: readonly string[]
  /** What Zod has no word for, as further parts of an `allOf`. */
  readonly checks: readonly string[]
}

function ownValidator(schema: Schema, outer: Types, context: ZodContext): OwnValidator {
  const own = ownTypes(schema, outer, context.typesOf)
  if (own === undefined) return { parts: [], checks: [] }
  const nullable = own.types.includes('null')
  const types = own.types.filter((type) => type !== 'null' && !(type === 'integer' && own.types.includes('number')))
  const [only, ...more] = types
  if (only === undefined) return { parts: [nullable ? 'z.null()' : 'z.never()'], checks: [] }
  if (more.length === 0 && !nullable && !own.others) {
    const [base = '', ...checks] = ofType(only, schema, context)
    return { parts: [base], checks }
  }
  const texts = types.map((type) => alone(type, schema, context))
  if (!own.others) return { parts: [`${union(texts)}${nullable ? '.nullable()' : ''}`], checks: [] }
  return { parts: [union([...texts, context.call('other', ...own.types.map((type) => `'${type}'`))])], checks: [] }
}

/** The validator of one of several types. */
function alone(type: JsonType, schema: Schema, context: ZodContext): string {
  const list = ofType(type, schema, context)
  return list.length === 1 ? `${list[0]}` : context.call('allOf', ...list)
}

/** The base that Zod knows, then the checks that it does not. */
function ofType(type: JsonType, schema: Schema, context: ZodContext): readonly string[] {
  const print = (part: Schema): string => validatorText(part, context)
  switch (type) {
    case 'string':
      return [textValidator(schema.text ?? {}, context)]
    case 'integer':
    case 'number':
      return [numberValidator(schema.number ?? {}, type === 'integer', context)]
    case 'array':
      return arrayValidator(schema.array ?? {}, print, context)
    case 'object':
      return objectValidator(openBase(schema), print, context)
    default:
      return [`z.${type}()`]
  }
}

/** A base whose children are told apart by a property must keep what the children add. */
function openBase({ object = {}, discriminator, anyOf, oneOf }: Schema): ObjectLimits {
  return discriminator && !anyOf && !oneOf && !object.additional ? { ...object, additional: {} } : object
}

/** The parts that only say yes or no. */
function otherChecks(schema: Schema, inner: (part: Schema) => string, context: ZodContext): readonly string[] {
  const { not, condition } = schema
  const print = (part: Schema): string => validatorText(part, context)
  const { ifSo, ifNot } = condition ?? {}
  const branches = condition && [condition.if, ...(ifSo || ifNot ? [ifSo ?? {}] : []), ...(ifNot ? [ifNot] : [])]
  return [
    ...(not ? [context.call('not', inner(not))] : []),
    ...(branches && branches.length > 1 ? [context.call('when', ...branches.map(inner))] : []),
    ...unevaluatedProperties(schema, print, context),
    ...unevaluatedItemsCheck(schema, print, context),
  ]
}
