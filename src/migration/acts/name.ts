import type { Location } from '../../base/finding.ts'
import { ident, qualified } from '../../schema/sql.ts'
import type { Act, Name } from './act.ts'

export function nameText({ schema, name }: Name): string {
  return schema === undefined ? ident(name) : qualified(schema, name)
}

/** Whether two names may mean the same thing: one without a schema is found by the search path. */
export function isSame(one: Name, other: Name): boolean {
  return (
    one.name === other.name && (one.schema === undefined || other.schema === undefined || one.schema === other.schema)
  )
}

/** Where a finding about a table, or something of it, is. */
export function atTable(
  { schema, name }: Name,
  part: Pick<Location, 'column' | 'index' | 'constraint'> = {},
): Location {
  return { ...(schema !== undefined && { schema }), table: name, ...part }
}

/** Where a finding about anything else is. */
export function atObject({ schema, name }: Name): Location {
  return { ...(schema !== undefined && { schema }), object: name }
}

/** The tables that an act is about. */
export function tablesOf(act: Act): readonly Name[] {
  switch (act.kind) {
    case 'drop':
    case 'rename':
    case 'refresh':
    case 'make-view':
      return [act.name]
    case 'reindex':
      return act.what === 'table' ? [act.name] : []
    case 'attach':
    case 'detach':
      return [act.table, act.partition]
    case 'add-foreign-key':
      return [act.table, act.references]
    case 'add-column':
      return act.column.references ? [act.table, act.column.references] : [act.table]
    case 'make':
    case 'add-enum-value':
    case 'constrain-domain':
    case 'transaction':
    case 'set':
      return []
    default:
      return act.table === undefined ? [] : [act.table]
  }
}
