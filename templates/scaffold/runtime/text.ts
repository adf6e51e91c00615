import type { Scalar } from '../runtime.js'

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

const readers: Record<Scalar, (text: string) => unknown> = {
  null: (text) => (text === 'null' ? null : undefined),
  boolean: (text) => (text === 'true' || text === 'false' ? text === 'true' : undefined),
  // Beyond 2^53 a number would be another one than was sent.
  integer: (text) => (number.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined),
  number: (text) => (number.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined),
  string: (text) => text,
}

/** The first of the types that a text can be read as. A text that is none of them stays as it is, for the validator to refuse. */
export function readScalar(text: string, types: Scalar[] = ['string']): unknown {
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
  for (const part of query.replaceAll('+', '%20').split('&')) {
    const at = part.indexOf('=')
    if (at >= 0) found.push([decode(part.slice(0, at)), part.slice(at + 1)])
    else if (part !== '') found.push([decode(part), ''])
  }
  return found
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
