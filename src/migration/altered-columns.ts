import { byTable, type Change } from './change.ts'
import type { Step } from './delta.ts'

/** Adds the columns that are altered in ways of which the catalogs of the diff engine say nothing, such as their storage. */
export function withAlteredColumns(changes: readonly Change[], steps: readonly Step[]): readonly Change[] {
  const told = new Set(changes.flatMap(({ object, to }) => [object, to]))
  const made = new Set(
    changes.flatMap(({ action, kind, table }) => (action === 'add' && kind === 'table' ? [table] : [])),
  )
  const altered = steps.filter(({ verb, subject }) => verb === 'alter' && subject.kind === 'column')
  const untold = altered.map(columnChange).filter(({ object, table }) => !told.has(object) && !made.has(table))
  const once = new Map(untold.map((change) => [change.object, change]))
  return [...changes, ...once.values()].sort(byTable)
}

function columnChange({ subject: { schema, table, name: column } }: Step): Change {
  const of = `${schema}.${table}`
  return { action: 'change', object: `column ${of}.${column}`, kind: 'column', table: of, details: [], parts: [] }
}
