import type { TableName } from './storage.ts'

/** A database object. `table` is set for what belongs to one: a column, an index, a constraint, a trigger. */
export interface Subject {
  readonly kind: string
  readonly name: string
  readonly schema?: string
  readonly table?: string
}

/** What the diff engine's id of an object says of it. */
export function subjectOf(id: unknown): Subject {
  const { kind, name: own, schema, table } = (id ?? {}) as Partial<Record<keyof Subject, string>>
  return {
    kind: kind ?? 'object',
    name: own ?? name(id),
    ...(schema !== undefined && { schema }),
    ...(table !== undefined && { table }),
  }
}

/** The tables that objects are, or belong to. */
export function tablesOf(subjects: readonly Subject[]): readonly TableName[] {
  return subjects.flatMap(({ kind, schema, table, name: own }) => {
    const of = table ?? (kind === 'table' ? own : undefined)
    return of !== undefined && schema !== undefined ? [{ schema, table: of }] : []
  })
}

/** An object as a sentence names it: `table public.users`, `the privileges of schema app for ann`. */
export function name(id: unknown): string {
  if (typeof id !== 'object' || id === null) return String(id)
  const { kind, target, args, ...parts } = id as Record<string, unknown>
  const own = Object.values(parts).map((part) => (typeof part === 'object' ? name(part) : String(part)))
  // What belongs to another object, such as privileges and comments, has no name of its own.
  const signature = Array.isArray(args) ? `(${args.join(', ')})` : ''
  const words =
    target === undefined
      ? [`${own.join('.')}${signature}`]
      : ['of', name(target), ...(own.length > 0 ? [`for ${own.join('.')}`] : [])]
  return [kindNames[String(kind)] ?? String(kind), ...words].join(' ')
}

/** Kinds that are not called as the diff engine calls them. */
const kindNames: Readonly<Record<string, string>> = {
  acl: 'the privileges',
  comment: 'the comment',
  defaultPrivilege: 'default privileges',
  eventTrigger: 'event trigger',
  foreignTable: 'foreign table',
  materializedView: 'materialized view',
  securityLabel: 'the security label',
}

/** An object's name as a person writes it, without its kind. */
export function dotted(id: unknown): string {
  const { kind, ...parts } = id as Record<string, unknown>
  return Object.values(parts).map(String).join('.')
}
