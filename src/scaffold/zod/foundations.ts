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
    text: `const uriPattern = /^[a-z][a-z\\d+.-]*:([\\w\\-.~:/?#[\\]@!$&'()*+,;=]|%[\\da-f]{2})+$/i`,
  },
  uriReferencePattern: {
    text: `const uriReferencePattern = /^([\\w\\-.~:/?#[\\]@!$&'()*+,;=]|%[\\da-f]{2})*$/i`,
  },
  timePattern: {
    text: `const timePattern = /^(([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d+)?(z|[+-]([01]\\d|2[0-3]):[0-5]\\d)|23:59:60(\\.\\d+)?z)$/i`,
  },
} as const satisfies Readonly<Record<string, Part>>
