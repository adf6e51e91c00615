import type { Scalar } from '../runtime.js'

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

const readers: Record<Scalar, (text: string) => unknown> = {
  null: (text) => (text === 'null' ? null : undefined),
  boolean: (text) => (text === 'true' || text === 'false' ? text === 'true' : undefined),
  // Beyond 2^53 a number would be another one than was sent.
  integer: (text) => readNumber(text, Number.isSafeInteger),
  number: (text) => readNumber(text, Number.isFinite),
  string: (text) => text,
}

function readNumber(text: string, fits: (value: number) => boolean): number | undefined {
  const value = number.test(text) ? Number(text) : Number.NaN
  return fits(value) ? value : undefined
}

/** The first of the types that a text can be read as. A text that is none of them stays as it is, for the validator to refuse. */
export function readScalar(text: string, types: readonly Scalar[] = ['string']): unknown {
  for (const type of types) {
    const value = readers[type](text)
    if (value !== undefined) return value
  }
  return text
}

/** Percent-decoded; a text that cannot be decoded stays as it is. */
export function decode(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export type Pair = [name: string, value: string]

/** `a=1&b=x+y` -> the names decoded, the values as they were sent, because some styles split before they decode. */
export function pairs(query: string): Pair[] {
  const found: Pair[] = []
  const text = query.includes('+') ? query.replaceAll('+', '%20') : query
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('&', start)
    const end = next < 0 ? text.length : next
    const equals = text.indexOf('=', start)
    const middle = equals < 0 || equals > end ? end : equals
    if (end > start) found.push([decode(text.slice(start, middle)), text.slice(middle + 1, end)])
    start = end + 1
  }
  return found
}

/** Whether a JSON text has an escape, such as `\\u`. Most have no backslash, which is quickly seen. */
export function hasEscape(json: string, start: string): boolean {
  return json.includes('\\') && json.includes(start)
}

/** A JSON text's value, or undefined when it is none. */
export function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** A member of the object itself: names come from callers, and may be `constructor`. */
export function own<Value>(record: Record<string, Value> | undefined, name: string): Value | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined
}
