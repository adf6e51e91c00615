/** A function or pattern that validators.ts has when it needs it. */
interface Part {
  readonly text: string
  readonly needs?: readonly string[]
}

/** Those that make schemas. */
const schemas = {
  text: {
    text: `/** PostgreSQL stores no NUL, so none is let in. */
function text() {
  return z.string().regex(/^[^\\0]*$/, 'Must not contain a NUL character')
}`,
  },
  object: {
    text: `/** \`z.object\` with a type that compiles in a fraction of the time, which tells in a big API. */
function object<Shape extends z.ZodRawShape>(shape: Shape): z.ZodType<z.output<z.ZodObject<Shape, z.core.$strip>>> {
  return z.object(shape) as never
}`,
  },
  strictObject: {
    text: `/** \`z.strictObject\` likewise. */
function strictObject<Shape extends z.ZodRawShape>(shape: Shape): z.ZodType<z.output<z.ZodObject<Shape, z.core.$strict>>> {
  return z.strictObject(shape) as never
}`,
  },
  looseObject: {
    text: `/** \`z.looseObject\` likewise. */
function looseObject<Shape extends z.ZodRawShape>(shape: Shape): z.ZodType<z.output<z.ZodObject<Shape, z.core.$loose>>> {
  return z.looseObject(shape) as never
}`,
  },
  typed: {
    text: `/** A schema whose type TypeScript cannot find out by itself. */
function typed<Value>(schema: z.core.$ZodType): z.ZodType<Value> {
  return schema as never
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
}

function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\\0')
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, inner]) => name.includes('\\0') || hasNul(inner))
}`,
  },
  dateTime: {
    text: `/** RFC 3339, whose small letters and leap seconds \`z.iso.datetime()\` refuses. */
function dateTime() {
  const isDateTime = (value: string): boolean =>
    z.iso.date().safeParse(value.slice(0, 10)).success && /^t$/i.test(value.charAt(10)) && timePattern.test(value.slice(11))
  return text().refine(isDateTime, 'Invalid date-time')
}`,
    needs: ['text', 'timePattern'],
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
function oneValueOf<Value>(...values: readonly Value[]): z.ZodType<Value> {
  return z.custom<Value>((value) => values.some((one) => canonical(one) === canonical(value)), {
    error: \`Must be one of \${values.map((value) => JSON.stringify(value)).join(', ')}\`,
  })
}`,
    needs: ['canonical'],
  },
  allOf: {
    text: `/** A value that satisfies all of the schemas; each looks at it as it came. */
function allOf<Value>(...parts: readonly z.core.$ZodType[]): z.ZodType<Value> {
  return z.unknown().transform((value, context) => {
    const results = parts.map((part) => z.safeParse(part, value))
    for (const { error } of results) report(error, context)
    return results.map(({ data }) => data).reduce(merged) as Value
  })
}`,
    needs: ['report', 'merged'],
  },
  anyOf: {
    text: `/** A value that satisfies some of the schemas, with all that they take in. */
function anyOf<const Parts extends readonly z.core.$ZodType[]>(...parts: Parts): z.ZodType<z.output<Parts[number]>> {
  return z.unknown().transform((value, context) => {
    const results = parts.map((part) => z.safeParse(part, value))
    const matches = results.filter(({ success }) => success)
    if (matches.length === 0) report(nearest(results), context)
    return matches.map(({ data }) => data).reduce(merged, undefined) as z.output<Parts[number]>
  })
}`,
    needs: ['report', 'nearest', 'merged'],
  },
  oneOf: {
    text: `/** A value that satisfies exactly one of the schemas. */
function oneOf<const Parts extends readonly z.core.$ZodType[]>(...parts: Parts): z.ZodType<z.output<Parts[number]>> {
  return z.unknown().transform((value, context) => {
    const results = parts.map((part) => z.safeParse(part, value))
    const matches = results.filter(({ success }) => success)
    if (matches.length === 0) report(nearest(results), context)
    if (matches.length > 1) {
      context.addIssue({ code: 'custom', message: \`Must match one of \${parts.length} alternatives, and matches \${matches.length}\` })
    }
    return matches[0]?.data as z.output<Parts[number]>
  })
}`,
    needs: ['report', 'nearest'],
  },
  discriminated: {
    text: `/** The schema that a property of the value names. */
function discriminated<const Parts extends Readonly<Record<string, z.core.$ZodType>>>(
  property: string,
  parts: Parts,
): z.ZodType<z.output<Parts[keyof Parts]>> {
  return z.looseObject({}).transform((value, context) => {
    const name = value[property]
    const part = typeof name === 'string' && Object.hasOwn(parts, name) ? parts[name] : undefined
    if (part === undefined) {
      context.addIssue({ code: 'custom', path: [property], message: \`Must be one of \${Object.keys(parts).join(', ')}\` })
      return z.NEVER
    }
    const { data, error } = z.safeParse(part, value)
    report(error, context)
    return data as z.output<Parts[keyof Parts]>
  })
}`,
    needs: ['report'],
  },
  ignoring: {
    text: `/** Passes over properties that are not for requests to set. */
function ignoring<Value>(names: readonly string[], schema: z.ZodType<Value>): z.ZodType<Value> {
  return z.preprocess(
    (value) => (isOf('object', value) ? Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name))) : value),
    schema,
  )
}`,
    needs: ['isOf'],
  },
  own: {
    text: `/** Looks at an object's own properties alone, where one is called as something that every object inherits. */
function own<Value>(schema: z.ZodType<Value>): z.ZodType<Value> {
  return z.preprocess((value) => (isOf('object', value) ? Object.assign(Object.create(null), value) : value), schema)
}`,
    needs: ['isOf'],
  },
} as const satisfies Readonly<Record<string, Part>>

/** Those that only say yes or no, as parts of an allOf. */
const checks = {
  check: {
    text: `/** A part of an allOf that takes nothing in. */
function check(test: (value: unknown) => boolean, message: string, path: readonly PropertyKey[] = []) {
  return z.unknown().transform((value, context) => {
    if (!test(value)) context.addIssue({ code: 'custom', path: [...path], message })
  })
}`,
  },
  not: {
    text: `function not(schema: z.core.$ZodType) {
  return check((value) => !z.safeParse(schema, value).success, 'Matches what it must not')
}`,
    needs: ['check'],
  },
  when: {
    text: `/** What holds when a condition does, and when it does not. */
function when(condition: z.core.$ZodType, so: z.core.$ZodType, not?: z.core.$ZodType) {
  return z.unknown().transform((value, context) => {
    const chosen = z.safeParse(condition, value).success ? so : not
    const result = chosen && z.safeParse(chosen, value)
    report(result?.error, context)
    return result?.data
  })
}`,
    needs: ['report'],
  },
  minItems: {
    text: `function minItems(least: number) {
  return check((value) => !Array.isArray(value) || value.length >= least, \`Must have at least \${least} items\`)
}`,
    needs: ['check'],
  },
  maxItems: {
    text: `function maxItems(most: number) {
  return check((value) => !Array.isArray(value) || value.length <= most, \`Must have at most \${most} items\`)
}`,
    needs: ['check'],
  },
  uniqueItems: {
    text: `function uniqueItems() {
  return check((value) => !Array.isArray(value) || new Set(value.map(canonical)).size === value.length, 'Items must differ')
}`,
    needs: ['check', 'canonical'],
  },
  contains: {
    text: `function contains(schema: z.core.$ZodType, least: number, most = Number.POSITIVE_INFINITY) {
  return check((value) => {
    if (!Array.isArray(value)) return true
    const found = value.filter((item) => z.safeParse(schema, item).success).length
    return found >= least && found <= most
  }, \`Must contain \${least} or more matching items\${most === Number.POSITIVE_INFINITY ? '' : \`, and at most \${most}\`}\`)
}`,
    needs: ['check'],
  },
  minProperties: {
    text: `function minProperties(least: number) {
  return check((value) => !isOf('object', value) || Object.keys(value).length >= least, \`Must have at least \${least} properties\`)
}`,
    needs: ['check', 'isOf'],
  },
  maxProperties: {
    text: `function maxProperties(most: number) {
  return check((value) => !isOf('object', value) || Object.keys(value).length <= most, \`Must have at most \${most} properties\`)
}`,
    needs: ['check', 'isOf'],
  },
  propertyNames: {
    text: `function propertyNames(schema: z.core.$ZodType) {
  return eachProperty((name) => z.safeParse(schema, name).success, z.never(), 'Invalid property name')
}`,
    needs: ['eachProperty'],
  },
  patternProperties: {
    text: `function patternProperties(pattern: RegExp, schema: z.core.$ZodType) {
  return eachProperty((name) => !pattern.test(name), schema)
}`,
    needs: ['eachProperty'],
  },
  otherProperties: {
    text: `function otherProperties(names: readonly string[], patterns: readonly RegExp[], schema: z.core.$ZodType) {
  return eachProperty((name) => names.includes(name) || patterns.some((pattern) => pattern.test(name)), schema)
}`,
    needs: ['eachProperty'],
  },
  dependentRequired: {
    text: `function dependentRequired(property: string, names: readonly string[]) {
  return z.unknown().transform((value, context) => {
    if (!isOf('object', value) || !Object.hasOwn(value, property)) return
    for (const name of names.filter((one) => !Object.hasOwn(value, one))) {
      context.addIssue({ code: 'custom', path: [name], message: \`Required together with \${property}\` })
    }
  })
}`,
    needs: ['isOf'],
  },
  dependentSchema: {
    text: `function dependentSchema(property: string, schema: z.core.$ZodType) {
  return z.unknown().transform((value, context) => {
    if (!isOf('object', value) || !Object.hasOwn(value, property)) return undefined
    const { data, error } = z.safeParse(schema, value)
    report(error, context)
    return data
  })
}`,
    needs: ['isOf', 'report'],
  },
  unevaluatedProperties: {
    text: `type Look<Part> = readonly [part: Part, ...when: readonly z.core.$ZodType[]]

/** The schema of the properties that no part of the schema has looked at; a part looks only at values that it admits. */
function unevaluatedProperties(schema: z.core.$ZodType, ...looks: readonly Look<'all' | readonly (string | RegExp)[]>[]) {
  return z.unknown().transform((value, context) => {
    const active = looks.filter(([, ...when]) => when.every((condition) => z.safeParse(condition, value).success))
    const seen = (name: string): boolean =>
      active.some(([part]) => part === 'all' || part.some((one) => (typeof one === 'string' ? one === name : one.test(name))))
    const { error } = eachProperty(seen, schema).safeParse(value)
    report(error, context)
  })
}`,
    needs: ['eachProperty', 'report'],
  },
  unevaluatedItems: {
    text: `/** The schema of the items that no part of the schema has looked at: the first so many, all, or those that match. */
function unevaluatedItems(
  schema: z.core.$ZodType,
  ...looks: readonly (readonly [part: 'all' | number | z.core.$ZodType, ...when: readonly z.core.$ZodType[]])[]
) {
  return z.unknown().transform((value, context) => {
    if (!Array.isArray(value)) return
    const active = looks.filter(([, ...when]) => when.every((condition) => z.safeParse(condition, value).success))
    for (const [index, item] of value.entries()) {
      const seen = active.some(([part]) =>
        typeof part === 'object' ? z.safeParse(part, item).success : part === 'all' || index < part,
      )
      if (!seen) report(z.safeParse(schema, item).error, context, [index])
    }
  })
}`,
    needs: ['report'],
  },
} as const satisfies Readonly<Record<string, Part>>

/** What the others stand on. */
const foundations = {
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

export type HelperName = keyof typeof schemas | keyof typeof checks | keyof typeof foundations

const helpers: Readonly<Record<HelperName, Part>> = { ...schemas, ...checks, ...foundations }

/** Whether it is a pattern, which must be declared before it is used. */
function isPattern(name: string): boolean {
  return name.endsWith('Pattern') && name !== 'isPattern'
}

/** The declarations of the helpers that are used, and of what they need: patterns for the top, functions for the end. */
export function helperTexts(used: Iterable<HelperName>): { readonly top: string; readonly end: string } {
  const found = new Set<string>(used)
  for (const name of found) for (const needed of helpers[name as HelperName].needs ?? []) found.add(needed)
  const names = (Object.keys(helpers) as HelperName[]).filter((name) => found.has(name))
  const texts = (some: readonly HelperName[]): string => some.map((name) => helpers[name].text).join('\n\n')
  return { top: texts(names.filter(isPattern)), end: texts(names.filter((name) => !isPattern(name))) }
}
