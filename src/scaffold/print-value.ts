import { literal } from '../writing/template.ts'

/** Data without functions; members that are undefined are left out. */
export type Value = boolean | number | string | readonly Value[] | object

/** A value as a person would write it in TypeScript, on one line. */
export function printValue(value: Value): string {
  if (typeof value === 'string') return literal(value)
  if (typeof value !== 'object') return String(value)
  if (isList(value)) return `[${value.map(printValue).join(', ')}]`
  const members = entries(value).map(([key, member]) => `${printKey(key)}: ${printValue(member)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

const widest = 110

/** On one line where that fits, else a line for each member, with its indentation. */
export function printBlock(value: Value, indent: string): string {
  const line = printValue(value)
  if (typeof value !== 'object' || indent.length + line.length <= widest) return line
  const [open, close] = isList(value) ? '[]' : '{}'
  const inner = `${indent}  `
  const members = isList(value)
    ? value.map((member) => printBlock(member, inner))
    : entries(value).map(([key, member]) => `${printKey(key)}: ${printBlock(member, inner)}`)
  return `${open}\n${members.map((member) => `${inner}${member},\n`).join('')}${indent}${close}`
}

function entries(value: object): readonly (readonly [string, Value])[] {
  return Object.entries<Value | undefined>({ ...value }).flatMap(([key, member]) =>
    member === undefined ? [] : [[key, member] as const],
  )
}

function printKey(key: string): string {
  // `__proto__: x` would set the prototype; a computed key does not.
  if (key === '__proto__') return "['__proto__']"
  return /^[A-Za-z_$][\w$]*$/.test(key) || /^(?:0|[1-9]\d{0,8})$/.test(key) ? key : literal(key)
}

function isList(value: object): value is readonly Value[] {
  return Array.isArray(value)
}
