import type { Tree } from '../../schema/statements.ts'
import type { Name } from './act.ts'

/** The nodes of a list, each without the name of its kind. */
export function nodes(value: unknown): readonly Tree[] {
  return list(value).map(inner)
}

/** A node without the name of its kind around it. */
export function inner(node: unknown): Tree {
  return (Object.values((node ?? {}) as Tree)[0] ?? {}) as Tree
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** A `RangeVar`. */
export function relation(value: unknown): Name {
  const { schemaname, relname } = (value ?? {}) as Tree
  return named([text(schemaname), String(relname)])
}

/** A list of `String` nodes, such as a type's name. */
export function words(value: unknown): readonly string[] {
  return nodes(value).map(({ sval }) => String(sval))
}

/** A dotted name, the last part being the object's own; a database before the schema is left out. */
export function named(parts: readonly (string | undefined)[]): Name {
  const schema = parts.at(-2)
  return { ...(schema !== undefined && { schema }), name: parts.at(-1) ?? '' }
}

/** Whether an option of a list, such as `(CONCURRENTLY)`, is on. */
export function hasOption(options: unknown, name: string): boolean {
  return nodes(options).some(({ defname, arg }) => defname === name && !isOff(arg))
}

function isOff(argument: unknown): boolean {
  if (argument === undefined) return false
  const { sval, ival, boolval } = inner(argument)
  return sval === 'off' || sval === 'false' || ival === 0 || boolval === false
}

/** A word of the parser's such as `OBJECT_MATVIEW`, as SQL says it. */
export function objectKind(value: unknown): string {
  const word = String(value).replace(/^OBJECT_/, '')
  return (
    { MATVIEW: 'materialized view', TABCONSTRAINT: 'constraint', ATTRIBUTE: 'attribute' }[word] ?? word.toLowerCase()
  )
}
