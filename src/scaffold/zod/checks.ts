import type { Part } from './part.ts'

/** Those that only say yes or no, as parts of an allOf. */
export const checks = {
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
