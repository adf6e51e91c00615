/** Leaves the undefined members out, as `exactOptionalPropertyTypes` asks. */
export function defined<Value extends object>(
  members: { readonly [Key in keyof Value]: Value[Key] | undefined },
): Value {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Value
}

/** The same, and undefined when nothing is left. */
export function someDefined<Value extends object>(
  members: {
    readonly [Key in keyof Value]: Value[Key] | undefined
  },
): Value | undefined {
  const value = defined<Value>(members)
  return Object.keys(value).length > 0 ? value : undefined
}
