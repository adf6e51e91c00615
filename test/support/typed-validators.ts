/** A function of validators.ts, and its overload with the type of what it takes in. */
const heads: Readonly<Record<string, string>> = {
  lazy: 'function lazy<Value>(make: () => z.ZodType<Value>): z.ZodType<Value>',
  object: 'function object<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strip>',
  strictObject: 'function strictObject<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict>',
  looseObject: 'function looseObject<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$loose>',
  anyOf:
    'function anyOf<const Parts extends readonly z.core.$ZodType[]>(...parts: Parts): z.ZodType<z.output<Parts[number]>>',
  oneOf:
    'function oneOf<const Parts extends readonly z.core.$ZodType[]>(...parts: Parts): z.ZodType<z.output<Parts[number]>>',
  discriminated:
    'function discriminated<const Parts extends Readonly<Record<string, z.core.$ZodType>>>(property: string, parts: Parts): z.ZodType<z.output<Parts[keyof Parts]>>',
  ignoring: 'function ignoring<Value>(names: readonly string[], schema: z.ZodType<Value>): z.ZodType<Value>',
  own: 'function own<Value>(schema: z.ZodType<Value>): z.ZodType<Value>',
  // What several schemas take in together is more than TypeScript can find out.
  allOf: 'function allOf(...parts: readonly z.core.$ZodType[]): z.ZodType<any>',
  oneValueOf: 'function oneValueOf(...values: readonly unknown[]): z.ZodType<any>',
}

/** validators.ts as it would be if tsc were to find out whether each validator takes in what its type says. */
export function typedValidators(validators: string): string {
  return Object.entries(heads).reduce(
    (text, [name, head]) => text.replace(new RegExp(`^function ${name}[<(]`, 'm'), `${head}\n$&`),
    validators,
  )
}
