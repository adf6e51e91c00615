import type { Rule } from '../../base/rule.ts'
import type { ForeignKey, Index, Schema, Table } from '../model.ts'
import { ident, identList, indexName, qualified } from '../sql.ts'

export const unindexedForeignKey: Rule<Schema> = {
  id: 'unindexed-foreign-key',
  severity: 'warning',
  summary: 'Index the columns of every foreign key.',

  *check(schema) {
    for (const table of schema.tables) {
      for (const key of table.foreignKeys) {
        if (table.indexes.some((index) => covers(index, key.columns))) continue
        yield {
          at: { schema: table.schema, table: table.name, constraint: key.name },
          message: `Deleting from ${key.references.table} scans all of ${table.name}: no index starts with ${key.columns.join(', ')}.`,
          why: 'PostgreSQL indexes the referenced columns, but not the referencing ones.',
          fix: addIndex(table, key),
        }
      }
    }
  },
}

/** The check for referencing rows looks up all the key's columns at once, so their order does not matter. */
function covers(index: Index, columns: readonly string[]): boolean {
  const leading = index.columns.slice(0, columns.length)
  const usable =
    index.valid && index.method === 'btree' && (index.where === undefined || onlyLeavesNullsOut(index.where, columns))
  return usable && columns.every((column) => leading.includes(column))
}

/** A foreign key with a NULL in it refers to nothing, so an index may leave such rows out. */
function onlyLeavesNullsOut(where: string, columns: readonly string[]): boolean {
  return columns.some((column) => where === `(${ident(column)} IS NOT NULL)`)
}

function addIndex(table: Table, key: ForeignKey): { up: string; down: string } {
  const name = indexName(
    table.name,
    key.columns,
    table.indexes.map((index) => index.name),
  )
  // PostgreSQL refuses to build or drop a partitioned index concurrently.
  const online = table.partitioned ? '' : 'CONCURRENTLY '
  return {
    up: `CREATE INDEX ${online}${ident(name)} ON ${qualified(table.schema, table.name)} (${identList(key.columns)});`,
    down: `DROP INDEX ${online}${qualified(table.schema, name)};`,
  }
}
