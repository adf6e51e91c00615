/**
 * Where the validators leave JSON Schema on purpose: name → what is so. docs/guides/validation.md says why. A difference counts as lawful only when
 * Ajv, told the same law, comes to our verdict; some are about the value, whatever the schema.
 */
export const laws = {
  nul: 'a NUL character is refused',
  formats: 'a format is what our table of formats says, and not ajv-formats',
  direction: 'readOnly properties are passed over in requests, writeOnly ones in responses',
  discriminator: 'a discriminator decides, where JSON Schema ignores it',
  nullable: '`nullable` admits null beside an enum or a composition, too',
  type: 'a schema without `type` is for the types of which it speaks',
  decimals: '`multipleOf` counts in decimals, where Ajv divides floating-point numbers',
  files: 'a binary part of a multipart body is a file, which no JSON value is',
  proto: 'a member called `__proto__` is passed over, as no server lets one in',
  inherited: 'a name that all objects inherit is like any other, where Ajv takes it for known to unevaluatedProperties',
  encoding: '`contentEncoding: base64` is checked, where the standard only notes it',
  circles: 'a schema that is made of itself: Ajv overflows the stack, and nothing is compared',
}

/** Whether a NUL is anywhere in a JSON value, names of members included. */
export function hasNul(value) {
  if (typeof value === 'string') return value.includes('\0')
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, inner]) => name.includes('\0') || hasNul(inner))
}

/** The value with other names for its members; none leaves the member out. */
export function renamedKeys(value, rename) {
  if (Array.isArray(value)) return value.map((item) => renamedKeys(item, rename))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, inner]) => [rename(name), renamedKeys(inner, rename)])
  return Object.fromEntries(entries.filter(([name]) => name !== undefined))
}
