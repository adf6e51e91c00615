import { equal, isOf, regularExpression } from '../../openapi/admits.ts'
import type { ArrayLimits, Json, NumberLimits, Schema, TextLimits } from '../../openapi/schema.ts'
import { ranges } from '../zod/scalars.ts'
import { fitsObject } from './fits-object.ts'
import { sampleFormats } from './formats.ts'

export type Find = (name: string) => Schema | undefined

/** Whether the generated validator takes a value, by the whole of its schema. In doubt it says no. */
export function fits(schema: Schema, value: Json, find: Find): boolean {
  const inside = (part: Schema): boolean => fits(part, value, find)
  const { ref, allOf = [], not, condition } = schema
  if (!fitsOwn(schema, value, find) || !fitsAlternatives(schema, value, find)) return false
  if (ref !== undefined && !inside(find(ref) ?? {})) return false
  if (!allOf.every(inside) || (not && inside(not))) return false
  const branch = condition && (inside(condition.if) ? condition.ifSo : condition.ifNot)
  return branch === undefined || inside(branch)
}

function fitsAlternatives({ anyOf, oneOf, discriminator }: Schema, value: Json, find: Find): boolean {
  const { property = '', mapping = {} } = discriminator ?? {}
  if ((anyOf || oneOf) && Object.keys(mapping).length > 0) {
    const name = isOf('object', value) ? (value as Readonly<Record<string, Json>>)[property] : undefined
    const part = typeof name === 'string' && Object.hasOwn(mapping, name) ? mapping[name] : undefined
    return part !== undefined && fits({ ref: part }, value, find)
  }
  const matches = (part: Schema): boolean => fits(part, value, find)
  return (!anyOf || anyOf.some(matches)) && (!oneOf || oneOf.filter(matches).length === 1)
}

/** What the schema itself says, leaving aside what it is composed of. */
function fitsOwn(schema: Schema, value: Json, find: Find): boolean {
  const { never, types, values } = schema
  if (never || (types && !types.some((type) => isOf(type, value)))) return false
  if (values && !values.some((one) => equal(one, value))) return false
  if (typeof value === 'number') return fitsNumber(schema.number ?? {}, value)
  if (typeof value === 'string') return fitsText(schema.text ?? {}, value)
  if (Array.isArray(value)) return fitsArray(schema, value, find)
  return (
    typeof value !== 'object' || value === null || fitsObject(schema, value as Readonly<Record<string, Json>>, find)
  )
}

function fitsNumber(limits: NumberLimits, value: number): boolean {
  const { format = '', minimum = -Infinity, maximum = Infinity, exclusiveMinimum, exclusiveMaximum } = limits
  const [low, high] = format === 'int32' ? [-(2 ** 31), 2 ** 31 - 1] : (ranges[format] ?? [-Infinity, Infinity])
  const whole = /^u?int\d+$/.test(format)
  return (
    Number.isFinite(value) &&
    (!whole || Number.isSafeInteger(value)) &&
    value >= Math.max(low, minimum) &&
    value <= Math.min(high, maximum) &&
    (exclusiveMinimum === undefined || value > exclusiveMinimum) &&
    (exclusiveMaximum === undefined || value < exclusiveMaximum) &&
    (limits.multipleOf === undefined || isMultiple(value, limits.multipleOf))
  )
}

/** By the decimals of both: 0.3 is a multiple of 0.1. */
function isMultiple(value: number, step: number): boolean {
  const places = Math.max(placesOf(value), placesOf(step))
  return scaled(value, places) % scaled(step, places) === 0n
}

function placesOf(value: number): number {
  const [number = '', exponent = '0'] = String(value).split('e')
  return (number.split('.')[1] ?? '').length - Number(exponent)
}

function scaled(value: number, places: number): bigint {
  const [number = ''] = String(value).split('e')
  return BigInt(number.replace('.', '')) * 10n ** BigInt(places - placesOf(value))
}

function fitsText({ minLength = 0, maxLength = Infinity, pattern, format = '', isFile }: TextLimits, value: string) {
  const length = [...value].length
  return (
    !isFile &&
    !value.includes('\0') &&
    length >= minLength &&
    length <= maxLength &&
    (pattern === undefined || regularExpression(pattern).test(value)) &&
    (sampleFormats.get(format)?.fits(value) ?? true)
  )
}

function fitsArray({ array = {}, ...rest }: Schema, value: readonly Json[], find: Find): boolean {
  const { prefix = [], items = {}, minItems = 0, maxItems = Infinity, unique, contains, unevaluated } = array
  const found = contains ? value.filter((item) => fits(contains.schema, item, find)).length : 0
  return (
    value.length >= minItems &&
    value.length <= maxItems &&
    value.every((item, index) => fits(prefix[index] ?? items, item, find)) &&
    (!unique || value.every((item, index) => !value.slice(0, index).some((other) => equal(other, item)))) &&
    (!contains || (found >= contains.min && found <= (contains.max ?? Infinity))) &&
    (!unevaluated || value.slice(looksAt({ array, ...rest }, find)).every((item) => fits(unevaluated, item, find)))
  )
}

/** How many elements are looked at for sure, whatever alternative holds. */
function looksAt({ array = {}, ref, allOf = [] }: Schema, find: Find): number {
  const { prefix = [], items }: ArrayLimits = array
  const own = items ? Infinity : prefix.length
  const parts = [...(ref === undefined ? [] : [find(ref) ?? {}]), ...allOf]
  return Math.max(own, ...parts.map((part) => looksAt(part, find)))
}
