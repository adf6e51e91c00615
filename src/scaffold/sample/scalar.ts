import type { NumberLimits, TextLimits } from '../../openapi/schema.ts'
import { sampleFormats } from './formats.ts'
import { textsLike } from './matching-text.ts'

/** How many are tried, and how many of one kind a list of different items can have. */
const tries = Array.from({ length: 24 }, (_, index) => index)

/** A longer text is not what an example is for. */
const longest = 10_000

/** Texts that may satisfy all of the limits. */
export function texts(limits: readonly TextLimits[]): readonly string[] {
  const minLength = Math.max(0, ...limits.map((limit) => limit.minLength ?? 0))
  const maxLength = Math.min(longest, ...limits.map((limit) => limit.maxLength ?? longest))
  if (minLength > maxLength) return []
  const patterns = limits.flatMap(({ pattern }) => pattern ?? [])
  const formats = limits.flatMap(({ format }) => sampleFormats.get(format ?? '') ?? [])
  return [
    ...formats.flatMap(({ sample }) => tries.map((index) => sample(index + 1))),
    ...(formats.length === 0 && patterns.length === 0 ? tries.map((index) => word(index, minLength, maxLength)) : []),
    ...patterns.flatMap((pattern) => textsLike(pattern, minLength)),
    ...(patterns.length > 0 ? tries.map((index) => word(index, minLength, maxLength)) : []),
  ]
}

/** `string`, `string2`, made longer or shorter as the limits ask. */
function word(index: number, minLength: number, maxLength: number): string {
  const number = index === 0 ? '' : String(index + 1)
  const start = 'string'.slice(0, Math.max(0, maxLength - number.length))
  return `${start}${'x'.repeat(Math.max(0, minLength - start.length - number.length))}${number}`.slice(0, maxLength)
}

/** Numbers that may satisfy all of the limits. */
export function numbers(limits: readonly NumberLimits[]): readonly number[] {
  const given = (key: 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum'): readonly number[] =>
    limits.flatMap((limit) => limit[key] ?? [])
  const low = Math.max(...given('minimum'), ...given('exclusiveMinimum'))
  const high = Math.min(...given('maximum'), ...given('exclusiveMaximum'))
  const step = limits.reduce((product, { multipleOf = 1 }) => product * multipleOf, 1)
  const from = low === -Infinity ? Math.min(step, Math.floor(high / step) * step) : Math.ceil(low / step) * step
  const ladder = tries.flatMap((index) => [from + index * step, from - index * step])
  const between = [low, high, (low + high) / 2, low + 0.5, high - 0.5, from + 0.5]
  const exact = (number: number): number => (Number.isSafeInteger(number) ? number : Number(number.toPrecision(15)))
  return [...ladder, ...between].map(exact).filter(Number.isFinite)
}
