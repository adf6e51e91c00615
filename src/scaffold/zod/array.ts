import type { ArrayLimits, Schema } from '../../openapi/schema.ts'
import { block } from '../typescript/layout.ts'
import type { ZodContext } from './context.ts'
import { unevaluatedItems } from './unevaluated.ts'

type Print = (schema: Schema) => string

/** A list as Zod knows it, and the checks that Zod does not know. */
export function arrayValidator(array: ArrayLimits, print: Print, context: ZodContext): readonly string[] {
  const { prefix, minItems, maxItems, unique, contains } = array
  const limits = prefix === undefined ? `${limit('min', minItems)}${limit('max', maxItems)}` : ''
  return [
    `${prefix === undefined ? list(array, print, context) : tuple(array, print, context)}${limits}`,
    ...(prefix && (minItems ?? 0) > 0 ? [context.call('minItems', String(minItems))] : []),
    ...(prefix && maxItems !== undefined ? [context.call('maxItems', String(maxItems))] : []),
    ...(unique ? [context.call('uniqueItems')] : []),
    ...(contains ? [containing(contains, print, context)] : []),
  ]
}

function limit(method: string, value: number | undefined): string {
  return value === undefined || (method === 'min' && value === 0) ? '' : `.${method}(${value})`
}

function list({ items }: ArrayLimits, print: Print, { call }: ZodContext): string {
  return `z.array(${items ? print(items) : call('anything')})`
}

/** JSON Schema's tuples may be shorter than their prefix, unless `minItems` says otherwise. */
function tuple({ prefix = [], items, minItems = 0 }: ArrayLimits, print: Print, { call }: ZodContext): string {
  const texts = prefix.map((part, index) => `${print(part)}${index < minItems ? '' : '.exactOptional()'}`)
  const rest = items?.never ? '' : `.rest(${items ? print(items) : call('anything')})`
  return `${block('z.tuple([', texts, '])', ',')}${rest}`
}

function containing(contains: NonNullable<ArrayLimits['contains']>, print: Print, { call }: ZodContext): string {
  const { schema, min, max } = contains
  return call('contains', print(schema), String(min), ...(max === undefined ? [] : [String(max)]))
}

/** The check for the elements that no other part of the schema has looked at. */
export function unevaluatedItemsCheck(schema: Schema, print: Print, context: ZodContext): readonly string[] {
  const { unevaluated } = schema.array ?? {}
  return unevaluated ? [unevaluatedItems(schema, unevaluated, print, context)] : []
}
