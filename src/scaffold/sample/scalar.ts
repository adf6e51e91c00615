import { type Random, shuffled, wholeBetween } from '../../base/random.ts'
import type { NumberLimits, TextLimits } from '../../openapi/schema.ts'
import { sampleFormats } from './formats.ts'
import { textsLike } from './matching-text.ts'

/** How many are tried, and how many of one kind a list of different items can have. */
const tries = Array.from({ length: 24 }, (_, index) => index)

/** A longer text is not what an example is for. */
const longest = 10_000

/** Texts that may satisfy all of the limits, the plainest first, or any of them. */
export function texts(limits: readonly TextLimits[], random?: Random): readonly string[] {
  const minLength = Math.max(0, ...limits.map((limit) => limit.minLength ?? 0))
  const maxLength = Math.min(longest, ...limits.map((limit) => limit.maxLength ?? longest))
  if (minLength > maxLength) return []
  const patterns = limits.flatMap(({ pattern }) => pattern ?? [])
  const formats = limits.flatMap(({ format }) => sampleFormats.get(format ?? '') ?? [])
  const likePatterns = patterns.flatMap((pattern) => textsLike(pattern, minLength))
  return [
    ...(random ? formats.map(({ sample }) => sample(wholeBetween(1, mostVaried, random))) : []),
    ...(random && formats.length === 0 && patterns.length === 0 ? [letters(minLength, maxLength, random)] : []),
    ...(random ? shuffled(likePatterns, random) : []),
    ...formats.flatMap(({ sample }) => tries.map((index) => sample(index + 1))),
    ...(formats.length === 0 && patterns.length === 0 ? tries.map((index) => word(index, minLength, maxLength)) : []),
    ...likePatterns,
    ...(patterns.length > 0 ? tries.map((index) => word(index, minLength, maxLength)) : []),
  ]
}

/** Enough for texts and numbers to differ, few enough for the numbers of people's things. */
const mostVaried = 1000
/** How long a text is that may have any length. */
const usualLength = 12

function letters(minLength: number, maxLength: number, random: Random): string {
  const length = wholeBetween(
    Math.max(minLength, Math.min(4, maxLength)),
    Math.min(maxLength, Math.max(minLength, usualLength)),
    random,
  )
  return Array.from({ length }, () => String.fromCharCode(wholeBetween(97, 122, random))).join('')
}

/** `string`, `string2`, made longer or shorter as the limits ask. */
function word(index: number, minLength: number, maxLength: number): string {
  const number = index === 0 ? '' : String(index + 1)
  const start = 'string'.slice(0, Math.max(0, maxLength - number.length))
  return `${start}${'x'.repeat(Math.max(0, minLength - start.length - number.length))}${number}`.slice(0, maxLength)
}

/** Numbers that may satisfy all of the limits, the plainest first, or any of them. */
export function numbers(limits: readonly NumberLimits[], random?: Random): readonly number[] {
  const given = (key: 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum'): readonly number[] =>
    limits.flatMap((limit) => limit[key] ?? [])
  const low = Math.max(...given('minimum'), ...given('exclusiveMinimum'))
  const high = Math.min(...given('maximum'), ...given('exclusiveMaximum'))
  const step = limits.reduce((product, { multipleOf = 1 }) => product * multipleOf, 1)
  const from = low === -Infinity ? Math.min(step, Math.floor(high / step) * step) : Math.ceil(low / step) * step
  const ladder = tries.flatMap((index) => [from + index * step, from - index * step])
  const between = [low, high, (low + high) / 2, low + 0.5, high - 0.5, from + 0.5]
  const exact = (number: number): number => (Number.isSafeInteger(number) ? number : Number(number.toPrecision(15)))
  const highest = high === Infinity ? mostVaried : Math.min(mostVaried, Math.max(0, Math.floor((high - from) / step)))
  const any = random ? tries.slice(0, 4).map(() => from + wholeBetween(0, highest, random) * step) : []
  return [...any, ...ladder, ...between].map(exact).filter(Number.isFinite)
}
