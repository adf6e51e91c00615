import { isOf } from '../../openapi/admits.ts'
import type { Json, NumberLimits, TextLimits } from '../../openapi/schema.ts'
import { literal } from '../../writing/template.ts'
import { block } from '../typescript/layout.ts'
import type { ZodContext } from './context.ts'
import { expressionText } from './expression.ts'
import { formatText } from './formats.ts'

/** A string and its limits; lengths count code points, in Zod as in JSON Schema. */
export function textValidator(
  { minLength, maxLength, pattern, format, isFile }: TextLimits,
  context: ZodContext,
): string {
  if (isFile) return 'z.file()'
  return [
    formatText(format, context),
    minLength === undefined || minLength === 0 ? '' : `.min(${minLength})`,
    maxLength === undefined ? '' : `.max(${maxLength})`,
    pattern === undefined ? '' : `.regex(${expressionText(pattern)})`,
  ].join('')
}

/** The integer formats that are narrower than JavaScript's numbers; `int32` is Zod's own. */
export const ranges: Readonly<Record<string, readonly [number, number]>> = {
  int8: [-128, 127],
  int16: [-32768, 32767],
  uint8: [0, 255],
  uint16: [0, 65535],
  uint32: [0, 4294967295],
  uint64: [0, Number.MAX_SAFE_INTEGER],
}

/** A number and its limits. int64 ends where JavaScript's numbers stop being exact. */
export function numberValidator(limits: NumberLimits, integer: boolean, context: ZodContext): string {
  const { format = '', minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = limits
  const [low, high] = ranges[format] ?? []
  const call = (method: string, value: number | undefined): string =>
    value === undefined ? '' : `.${method}(${value})`
  const lowest = low === undefined ? minimum : Math.max(low, minimum ?? low)
  const highest = high === undefined ? maximum : Math.min(high, maximum ?? high)
  return [
    numberBase(format, integer, context),
    call('min', lowest),
    call('max', highest),
    call('gt', exclusiveMinimum),
    call('lt', exclusiveMaximum),
    multipleOf === undefined ? '' : multiple(multipleOf, context),
  ].join('')
}

/** Zod's own check allows for errors of floating-point division, and so takes what is near for what is right. */
function multiple(step: number, { use }: ZodContext): string {
  return `.refine(${use('isMultipleOf')}(${step}), 'Must be a multiple of ${step}')`
}

function numberBase(format: string, integer: boolean, context: ZodContext): string {
  if (format === 'int32') return 'z.int32()'
  if (format === 'int64' || Object.hasOwn(ranges, format)) return 'z.int()'
  return integer ? context.call('integer') : 'z.number()'
}

/** One of a list of values. */
export function valuesValidator(values: readonly Json[], context: ZodContext): string {
  if (values.length === 0) return 'z.never()'
  const scalars = values.filter((value) => value === null || typeof value !== 'object') as readonly (
    | string
    | number
    | null
  )[]
  if (scalars.length < values.length) {
    return context.call('oneValueOf', ...values.map(valueText))
  }
  const others = scalars.filter((value) => value !== null)
  const nullable = others.length < scalars.length ? '.nullable()' : ''
  const texts = others.map((value) => valueText(value))
  if (texts.length === 0) return 'z.null()'
  if (texts.length === 1) return `z.literal(${texts[0]})${nullable}`
  const open = others.every((value) => typeof value === 'string') ? 'z.enum([' : 'z.literal(['
  return `${block(open, texts, '])', ',')}${nullable}`
}

/** A JSON value as an expression. */
export function valueText(value: Json): string {
  if (typeof value === 'string') return literal(value)
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`
  if (!isOf('object', value)) return JSON.stringify(value)
  const members = Object.entries(value as Readonly<Record<string, Json>>)
  // A key in brackets is never the prototype.
  return `{ ${members.map(([name, one]) => `${name === '__proto__' ? "['__proto__']" : JSON.stringify(name)}: ${valueText(one)}`).join(', ')} }`
}
