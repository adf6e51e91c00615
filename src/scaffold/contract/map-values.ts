import { isObject } from '../../openapi/spot.ts'

/** Members that are called `__proto__` stay members. */
export function mapValues(value: unknown, change: (member: unknown, name: string) => unknown): unknown {
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, change(member, name)]))
}
