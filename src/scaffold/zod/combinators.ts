import type { Part } from './part.ts'

/** Those that make a schema of other schemas. */
export const combinators = {
  allOf: {
    text: `/** A value that satisfies all of the schemas; each looks at it as it came. */
function allOf(...parts: readonly z.core.$ZodType[]): z.ZodType {
  return z.unknown().transform((value, context) => {
    const results = parts.map((part) => z.safeParse(part, value))
    for (const { error } of results) report(error, context)
    return results.map(({ data }) => data).reduce(merged)
  })
}`,
    needs: ['report', 'merged'],
  },
  anyOf: {
    text: `/** A value that satisfies some of the schemas, with all that they take in. */
function anyOf(...parts: readonly z.core.$ZodType[]): z.ZodType {
  return z.unknown().transform((value, context) => {
    const results = parts.map((part) => z.safeParse(part, value))
    const matches = results.filter(({ success }) => success)
    if (matches.length === 0) report(nearest(results), context)
    return matches.map(({ data }) => data).reduce(merged, undefined)
  })
}`,
    needs: ['report', 'nearest', 'merged'],
  },
  oneOf: {
    text: `/** A value that satisfies exactly one of the schemas. */
function oneOf(...parts: readonly z.core.$ZodType[]): z.ZodType {
  return z.unknown().transform((value, context) => {
    const results = parts.map((part) => z.safeParse(part, value))
    const matches = results.filter(({ success }) => success)
    if (matches.length === 0) report(nearest(results), context)
    if (matches.length > 1) {
      context.addIssue({ code: 'custom', message: \`Must match one of \${parts.length} alternatives, and matches \${matches.length}\` })
    }
    return matches[0]?.data
  })
}`,
    needs: ['report', 'nearest'],
  },
  discriminated: {
    text: `/** The schema that a property of the value names. */
function discriminated(property: string, parts: Readonly<Record<string, z.core.$ZodType>>): z.ZodType {
  return z.looseObject({}).transform((value, context) => {
    const name = value[property]
    const part = typeof name === 'string' && Object.hasOwn(parts, name) ? parts[name] : undefined
    if (part === undefined) {
      context.addIssue({ code: 'custom', path: [property], message: \`Must be one of \${Object.keys(parts).join(', ')}\` })
      return z.NEVER
    }
    const { data, error } = z.safeParse(part, value)
    report(error, context)
    return data
  })
}`,
    needs: ['report'],
  },
  ignoring: {
    text: `/** Passes over properties that are not for requests to set. */
function ignoring(names: readonly string[], schema: z.ZodType): z.ZodType {
  return z.preprocess(
    (value) => (isOf('object', value) ? Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name))) : value),
    schema,
  )
}`,
    needs: ['isOf'],
  },
  own: {
    text: `/** Looks at an object's own properties alone, where one is called as something that every object inherits. */
function own(schema: z.ZodType): z.ZodType {
  return z.preprocess((value) => (isOf('object', value) ? Object.assign(Object.create(null), value) : value), schema)
}`,
    needs: ['isOf'],
  },
} as const satisfies Readonly<Record<string, Part>>
