import type { Part } from './part.ts'

/** Those that make schemas. */
export const makers = {
  lazy: {
    text: `/**
 * Made when it is first asked for: a document may have thousands, and a server is to start in a moment. Its type is the one in types.ts, which is
 * written from the same document: to find out that they agree would take tsc longer than all else.
 */
function lazy<Value>(make: () => z.core.SomeType): z.ZodType<Value> {
  return z.lazy(make as never) as never
}`,
  },
  operation: {
    text: `/** Likewise what belongs to an operation. Each part is written out: a loop that defines them takes twice as long. */
function operation<Made extends object>(make: () => Made): Made {
  let made: Made | undefined
  const all = (): Partial<Record<'params' | 'query' | 'headers' | 'cookies' | 'bodies' | 'responses', unknown>> => (made ??= make())
  return {
    get params() {
      return all().params
    },
    get query() {
      return all().query
    },
    get headers() {
      return all().headers
    },
    get cookies() {
      return all().cookies
    },
    get bodies() {
      return all().bodies
    },
    get responses() {
      return all().responses
    },
  } as Made
}`,
  },
  text: {
    text: `/** PostgreSQL stores no NUL, so none is let in. */
function text() {
  return z.string().regex(/^[^\\0]*$/, 'Must not contain a NUL character')
}`,
  },
  object: {
    text: `/** \`z.object\` without the type of what it takes in. */
function object(shape: Readonly<Record<string, z.core.SomeType>>): z.ZodObject {
  return z.object(shape as never)
}`,
  },
  strictObject: {
    text: `/** \`z.strictObject\` likewise. */
function strictObject(shape: Readonly<Record<string, z.core.SomeType>>): z.ZodObject {
  return z.strictObject(shape as never)
}`,
  },
  looseObject: {
    text: `/** \`z.looseObject\` likewise. */
function looseObject(shape: Readonly<Record<string, z.core.SomeType>>): z.ZodObject {
  return z.looseObject(shape as never)
}`,
  },
  integer: {
    text: `/** Any whole number, where \`z.int()\` ends at 2^53. */
function integer() {
  return z.number().refine(Number.isInteger, 'Invalid input: expected integer')
}`,
  },
  anything: {
    text: `/** Any JSON value, as long as no text in it has a NUL character. */
function anything() {
  return z.unknown().refine((value) => !hasNul(value), 'Must not contain a NUL character')
}`,
    needs: ['hasNul'],
  },
  hasNul: {
    text: `function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\\0')
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, inner]) => name.includes('\\0') || hasNul(inner))
}`,
  },
  dateTime: {
    text: `/** RFC 3339, whose small letters and leap seconds \`z.iso.datetime()\` refuses. */
function dateTime() {
  const isDateTime = (value: string): boolean =>
    z.iso.date().safeParse(value.slice(0, 10)).success && /^t$/i.test(value.charAt(10)) && isTime(value.slice(11))
  return text().refine(isDateTime, 'Invalid date-time')
}`,
    needs: ['text', 'isTime'],
  },
  other: {
    text: `/** Any value that is of none of these types. */
function other(...types: readonly string[]) {
  return z.unknown().refine((value) => !types.some((type) => isOf(type, value)), \`Must match the limits for \${types.join(', ')}\`)
}`,
    needs: ['isOf'],
  },
  oneValueOf: {
    text: `/** One of these values, compared as JSON. */
function oneValueOf(...values: readonly unknown[]): z.ZodType {
  return z.custom((value) => values.some((one) => canonical(one) === canonical(value)), {
    error: \`Must be one of \${values.map((value) => JSON.stringify(value)).join(', ')}\`,
  })
}`,
    needs: ['canonical'],
  },
} as const satisfies Readonly<Record<string, Part>>
