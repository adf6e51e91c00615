import type { Part } from './part.ts'

/** What the others stand on. */
export const foundations = {
  eachProperty: {
    text: `/** The schema of each property, but for those that are passed over. */
function eachProperty(passOver: (name: string) => boolean, schema: z.core.$ZodType, message?: string) {
  return z.unknown().transform((value, context) => {
    if (!isOf('object', value)) return
    for (const [name, inner] of Object.entries(value).filter(([key]) => !passOver(key))) {
      if (message) context.addIssue({ code: 'custom', path: [name], message })
      else report(z.safeParse(schema, inner).error, context, [name])
    }
  })
}`,
    needs: ['isOf', 'report'],
  },
  report: {
    text: `/** Passes on what is wrong with a value or with something inside it. */
function report(error: z.ZodError | undefined, context: z.RefinementCtx, path: readonly PropertyKey[] = []) {
  for (const issue of error?.issues ?? []) {
    context.issues.push({ ...issue, path: [...path, ...issue.path], input: undefined } as z.core.$ZodRawIssue)
  }
}`,
  },
  nearest: {
    text: `/** The error of the alternative that was probably meant: the one with the fewest complaints about the value as a whole. */
function nearest(results: readonly z.ZodSafeParseResult<unknown>[]): z.ZodError | undefined {
  const weight = (error: z.ZodError | undefined): number =>
    (error?.issues ?? []).reduce((sum, { path }) => sum + (path.length === 0 ? 100 : 1), 0)
  return results.map(({ error }) => error).sort((a, b) => weight(a) - weight(b))[0]
}`,
  },
  merged: {
    text: `/** What two parts of a schema took in of the same value. */
function merged(left: unknown, right: unknown): unknown {
  if (left === undefined || right === undefined) return left ?? right
  if (Array.isArray(left) && Array.isArray(right)) return left.map((item, index) => merged(item, right[index]))
  if (!isOf('object', left) || !isOf('object', right)) return left
  const both = Object.entries(right).map(([name, value]) => [name, merged(left[name], value)] as const)
  return { ...left, ...Object.fromEntries(both) }
}`,
    needs: ['isOf'],
  },
  canonical: {
    text: `/** The same text for equal JSON values. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isOf('object', inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}`,
    needs: ['isOf'],
  },
  isOf: {
    text: `function isOf(type: 'object', value: unknown): value is Record<string, unknown>
function isOf(type: string, value: unknown): boolean
function isOf(type: string, value: unknown): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}`,
  },
  isMultipleOf: {
    text: `/** By the decimals of both numbers: 0.3 is a multiple of 0.1. */
function isMultipleOf(step: number) {
  return (value: number): boolean => {
    if (Number.isSafeInteger(value) && Number.isSafeInteger(step)) return value % step === 0
    const [one, other] = [decimals(value), decimals(step)]
    const places = Math.max(one.places, other.places)
    const scaled = ({ digits, places: own }: { digits: bigint; places: number }) => digits * 10n ** BigInt(places - own)
    return scaled(one) % scaled(other) === 0n
  }
}`,
    needs: ['decimals'],
  },
  decimals: {
    text: `/** -1.5e-7 -> -15n with 8 places after the point. */
function decimals(value: number) {
  const [number = '', exponent = '0'] = String(value).split('e')
  const [whole = '', fraction = ''] = number.split('.')
  return { digits: BigInt(whole + fraction), places: fraction.length - Number(exponent) }
}`,
  },
  isPattern: {
    text: `function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') !== undefined
  } catch {
    return false
  }
}`,
  },
  emailPattern: {
    text: `const emailPattern =
  /^[\\w!#$%&'*+/=?^\`{|}~-]+(\\.[\\w!#$%&'*+/=?^\`{|}~-]+)*@([a-z\\d]([a-z\\d-]*[a-z\\d])?\\.)+[a-z\\d]([a-z\\d-]*[a-z\\d])?$/i`,
  },
  uriPattern: {
    text: `/** RFC 3986: brackets only around an address, one fragment. */
const uriPattern =
  /^[a-z][a-z\\d+.-]*:(?=.)(\\/\\/([\\w\\-.~!$&'()*+,;=:%]*@)?\\[[\\da-f:.]+\\](?=[:/?#]|$))?([\\w\\-.~!$&'()*+,;=:@/]|%[\\da-f]{2})*(\\?([\\w\\-.~!$&'()*+,;=:@/?]|%[\\da-f]{2})*)?(#([\\w\\-.~!$&'()*+,;=:@/?]|%[\\da-f]{2})*)?$/i`,
  },
  uriReferencePattern: {
    text: `const uriReferencePattern =
  /^([a-z][a-z\\d+.-]*:)?(\\/\\/([\\w\\-.~!$&'()*+,;=:%]*@)?\\[[\\da-f:.]+\\](?=[:/?#]|$))?([\\w\\-.~!$&'()*+,;=:@/]|%[\\da-f]{2})*(\\?([\\w\\-.~!$&'()*+,;=:@/?]|%[\\da-f]{2})*)?(#([\\w\\-.~!$&'()*+,;=:@/?]|%[\\da-f]{2})*)?$/i`,
  },
  uriTemplatePattern: {
    text: `/** RFC 6570. */
const uriTemplatePattern =
  /^([^\\0-\\x20"'<>%\\\\^\`{|}]|%[\\da-f]{2}|\\{[+#./;?&=,!@|]?([\\w.]|%[\\da-f]{2})+(:[1-9]\\d{0,3}|\\*)?(,([\\w.]|%[\\da-f]{2})+(:[1-9]\\d{0,3}|\\*)?)*\\})*$/i`,
  },
  durationPattern: {
    text: `/** RFC 3339, appendix A: whole numbers, and weeks by themselves. */
const durationPattern = /^P(?=.)(\\d+W|(\\d+Y)?(\\d+M)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+S)?)?)$/`,
  },
  isTime: {
    text: `/** RFC 3339. A leap second is the last one of a day in UTC. */
function isTime(value: string): boolean {
  const [, hours, minutes, seconds, offset = ''] = /^(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.\\d+)?(z|[+-]\\d\\d:\\d\\d)$/i.exec(value) ?? []
  const [, sign = '+', offsetHours = 0, offsetMinutes = 0] = /^([+-])(\\d\\d):(\\d\\d)$/.exec(offset) ?? []
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return false
  if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return false
  if (Number(seconds) < 60) return true
  const east = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '+' ? 1 : -1)
  const minuteInUtc = (Number(hours) * 60 + Number(minutes) - east + 2880) % 1440
  return Number(seconds) === 60 && minuteInUtc === 1439
}`,
  },
} as const satisfies Readonly<Record<string, Part>>
