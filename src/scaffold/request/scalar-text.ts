import type { ScalarType } from '../../openapi/api.ts'
import type { Json } from '../../openapi/schema.ts'

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

const readers: Readonly<Record<ScalarType, (text: string) => Json | undefined>> = {
  null: (text) => (text === 'null' ? null : undefined),
  boolean: (text) => (text === 'true' || text === 'false' ? text === 'true' : undefined),
  integer: (text) => (number.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined),
  number: (text) => (number.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined),
  string: (text) => text,
}

/** What a text stands for, by the contract: the first of the types that it can be read as, or else itself. */
export function readScalar(text: string, types: readonly ScalarType[] = ['string']): Json {
  for (const type of types) {
    const value = readers[type](text)
    if (value !== undefined) return value
  }
  return text
}

export function isScalar(value: Json | undefined): value is null | boolean | number | string {
  return value !== undefined && (typeof value !== 'object' || value === null)
}
