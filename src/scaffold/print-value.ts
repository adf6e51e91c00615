import { literal } from '../writing/template.ts'
import { block, objectKey } from './typescript/layout.ts'

/** Data without functions; members that are undefined are left out. */
export type Value = null | boolean | number | string | readonly Value[] | object

/** A value as a person would write it in TypeScript: on one line where that is short, else a line for each member. */
export function printValue(value: Value): string {
  if (typeof value === 'string') return literal(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (isList(value)) return block('[', value.map(printValue), ']', ',')
  const members = Object.entries<Value | undefined>({ ...value }).flatMap(([key, member]) =>
    member === undefined ? [] : [`${printKey(key)}: ${printValue(member)}`],
  )
  return block('{', members, '}', ',')
}

function printKey(key: string): string {
  return /^[1-9]\d{0,8}$/.test(key) ? key : objectKey(key)
}

function isList(value: object): value is readonly Value[] {
  return Array.isArray(value)
}
