import { literal } from '../writing/template.ts'
import { block, objectKey } from './typescript/layout.ts'

/** Data without functions; members that are undefined are left out. */
export type Value = null | boolean | number | string | readonly Value[] | object

/** A value as a person would write it in TypeScript: on one line where that is short, else a line for each member. */
export function printValue(value: Value): string {
  return print(value, ({ text }) => text)
}

/**
 * The same where the compiler has to see which texts there are, and not just that they are texts. What is called as a member of every object, such as
 * `constructor`, it takes for one of that type, unless it is told.
 */
export function printConstants(value: Value): string {
  return print(value, ({ key, text }) => (key in Object.prototype ? `${text} as const` : text))
}

interface Member {
  readonly key: string
  readonly text: string
}

function print(value: Value, member: (member: Member) => string): string {
  if (typeof value === 'string') return literal(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (isList(value)) {
    return block(
      '[',
      value.map((item) => print(item, member)),
      ']',
      ',',
    )
  }
  const members = Object.entries<Value | undefined>({ ...value }).flatMap(([key, inner]) =>
    inner === undefined ? [] : [`${printKey(key)}: ${member({ key, text: print(inner, member) })}`],
  )
  return block('{', members, '}', ',')
}

function printKey(key: string): string {
  return /^[1-9]\d{0,8}$/.test(key) ? key : objectKey(key)
}

function isList(value: object): value is readonly Value[] {
  return Array.isArray(value)
}
