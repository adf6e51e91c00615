import { literal } from '../writing/template.ts'

/** Data without functions; members that are undefined are left out. */
export type Value = boolean | number | string | readonly Value[] | object

/** A value as a person would write it in TypeScript, on one line. */
export function printValue(value: Value): string {
  if (typeof value === 'string') return literal(value)
  if (typeof value !== 'object') return String(value)
  if (isList(value)) return `[${value.map(printValue).join(', ')}]`
  const members = Object.entries<Value | undefined>({ ...value }).flatMap(([key, member]) =>
    member === undefined ? [] : [`${printKey(key)}: ${printValue(member)}`],
  )
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

/** As a list when it would be wider than a screen. */
export function printList(values: readonly Value[], indent: string): string {
  const line = printValue(values)
  if (line.length + indent.length <= 100) return line
  return `[\n${values.map((value) => `${indent}  ${printValue(value)},\n`).join('')}${indent}]`
}

function printKey(key: string): string {
  // `__proto__: x` would set the prototype; a computed key does not.
  if (key === '__proto__') return "['__proto__']"
  return /^[A-Za-z_$][\w$]*$/.test(key) || /^(?:0|[1-9]\d{0,8})$/.test(key) ? key : literal(key)
}

function isList(value: object): value is readonly Value[] {
  return Array.isArray(value)
}
