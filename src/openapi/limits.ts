import { defined, someDefined } from './defined.ts'
import type { Reader } from './reader.ts'
import type { ArrayLimits, JsonType, NumberLimits, ObjectLimits, Schema, TextLimits } from './schema.ts'
import type { SchemaContext } from './schema-reader.ts'
import { at, type Spot } from './spot.ts'

const numberFormats = ['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'float', 'double']

type Types = readonly JsonType[] | undefined

export function numberLimits(spot: Spot, types: Types, reader: Reader): NumberLimits | undefined {
  const format = reader.text(spot, 'format')
  return someDefined<NumberLimits>({
    ...bound(spot, 'minimum', 'exclusiveMinimum', reader),
    ...bound(spot, 'maximum', 'exclusiveMaximum', reader),
    multipleOf: step(spot, reader),
    format: format !== undefined && isOfNumbers(format, types) ? format : undefined,
  } as NumberLimits)
}

function step(spot: Spot, reader: Reader): number | undefined {
  const value = reader.number(spot, 'multipleOf')
  if (value === undefined || value > 0) return value
  reader.error(at(spot, 'multipleOf'), 'bad-multiple', `\`multipleOf\` must be greater than 0, and this is ${value}.`)
  return undefined
}

/** 3.0 says `minimum: 1, exclusiveMinimum: true`, 3.1 `exclusiveMinimum: 1`. */
function bound(spot: Spot, key: string, exclusiveKey: string, reader: Reader): object {
  const limit = reader.number(spot, key)
  const exclusive = at(spot, exclusiveKey)
  if (exclusive.value === true) return { [exclusiveKey]: limit }
  if (exclusive.value === false) return { [key]: limit }
  return { [key]: limit, [exclusiveKey]: reader.number(spot, exclusiveKey) }
}

export function textLimits(spot: Spot, types: Types, reader: Reader): TextLimits | undefined {
  const format = reader.text(spot, 'format')
  const base64 = reader.text(spot, 'contentEncoding')?.toLowerCase() === 'base64' ? 'byte' : undefined
  return someDefined<TextLimits>({
    minLength: reader.number(spot, 'minLength'),
    maxLength: reader.number(spot, 'maxLength'),
    pattern: pattern(spot, reader),
    format: format !== undefined && !isOfNumbers(format, types) ? format : base64,
  })
}

function isOfNumbers(format: string, types: Types): boolean {
  const numeric = types?.some((type) => type === 'number' || type === 'integer')
  if (types?.includes('string')) return false
  return numeric ?? numberFormats.includes(format)
}

function pattern(spot: Spot, reader: Reader): string | undefined {
  const text = reader.text(spot, 'pattern')
  return text !== undefined && compiles(at(spot, 'pattern'), text, reader) ? text : undefined
}

function compiles(spot: Spot, text: string, reader: Reader): boolean {
  for (const flags of ['u', '']) {
    try {
      new RegExp(text, flags)
      return true
    } catch {}
  }
  reader.error(spot, 'bad-pattern', `The pattern ${text} is no regular expression of ECMAScript.`)
  return false
}

export function arrayLimits(spot: Spot, { reader, read }: SchemaContext): ArrayLimits | undefined {
  const schema = (key: string, whole = true): Schema | undefined =>
    at(spot, key).value === undefined ? undefined : read(at(spot, key), whole)
  const tuple = Array.isArray(at(spot, 'items').value)
  const prefixKey = tuple ? 'items' : 'prefixItems'
  const contains = schema('contains', false)
  return someDefined<ArrayLimits>({
    prefix:
      at(spot, prefixKey).value === undefined
        ? undefined
        : reader.elements(spot, prefixKey).map((one) => read(one, true)),
    items: schema(tuple ? 'additionalItems' : 'items'),
    minItems: reader.number(spot, 'minItems'),
    maxItems: reader.number(spot, 'maxItems'),
    unique: reader.flag(spot, 'uniqueItems') ? true : undefined,
    contains:
      contains &&
      defined({
        schema: contains,
        min: reader.number(spot, 'minContains') ?? 1,
        max: reader.number(spot, 'maxContains'),
      }),
    unevaluated: schema('unevaluatedItems'),
  })
}

export function objectLimits(spot: Spot, { reader, read }: SchemaContext): ObjectLimits | undefined {
  const schema = (key: string, whole = true): Schema | undefined =>
    at(spot, key).value === undefined ? undefined : read(at(spot, key), whole)
  return someDefined<ObjectLimits>({
    properties: listed(reader.members(spot, 'properties'), ([name, one]) => ({ name, schema: read(one, true) })),
    required: listed([...new Set(texts(spot, 'required', reader))], (name) => name),
    patterns: listed(
      reader.members(spot, 'patternProperties').filter(([text, one]) => compiles(one, text, reader)),
      ([text, one]) => ({ pattern: text, schema: read(one, true) }),
    ),
    additional: schema('additionalProperties'),
    names: schema('propertyNames', false),
    minProperties: reader.number(spot, 'minProperties'),
    maxProperties: reader.number(spot, 'maxProperties'),
    dependentRequired: listed(reader.members(spot, 'dependentRequired'), ([property, one]) => ({
      property,
      required: texts({ ...one, value: { list: one.value } }, 'list', reader),
    })),
    dependentSchemas: listed(reader.members(spot, 'dependentSchemas'), ([property, one]) => ({
      property,
      schema: read(one, false),
    })),
    unevaluated: schema('unevaluatedProperties'),
  })
}

function texts(spot: Spot, key: string, reader: Reader): readonly string[] {
  return reader.elements(spot, key).flatMap((one) => {
    if (typeof one.value === 'string') return [one.value]
    reader.error(one, 'wrong-type', `\`${key}\` must list names, and this is ${JSON.stringify(one.value)}.`)
    return []
  })
}

function listed<From, To>(items: readonly From[], each: (item: From) => To): readonly To[] | undefined {
  return items.length > 0 ? items.map(each) : undefined
}
