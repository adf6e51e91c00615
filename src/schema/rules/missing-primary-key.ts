import type { Rule } from '../../base/rule.ts'
import type { Schema, Table } from '../model.ts'
import { ident, qualified } from '../sql.ts'

export const missingPrimaryKey: Rule<Schema> = {
  id: 'missing-primary-key',
  severity: 'error',
  summary: 'Give every table a primary key.',

  *check(schema) {
    for (const table of schema.tables) {
      if (table.primaryKey || table.partition) continue
      yield {
        at: { schema: table.schema, table: table.name },
        message: `${table.name} has no primary key: its rows cannot be told apart.`,
        why: 'Logical replication refuses updates of such a table, and a duplicate row cannot be removed alone.',
        fix: addKey(table),
      }
    }
  },
}

function addKey(table: Table): { up: string; down: string } {
  const name = qualified(table.schema, table.name)
  const column = ident(
    freeName(
      'id',
      table.columns.map((column) => column.name),
    ),
  )
  return {
    up: `ALTER TABLE ${name} ADD COLUMN ${column} bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;`,
    down: `ALTER TABLE ${name} DROP COLUMN ${column};`,
  }
}

function freeName(wanted: string, taken: readonly string[]): string {
  return taken.includes(wanted) ? freeName(`row_${wanted}`, taken) : wanted
}
