import type { Database, Row } from '../ports.ts'

export interface TableName {
  readonly schema: string
  readonly table: string
}

/** Watches in which file each table's rows are: a new file means that all of them were written anew. */
export async function storage(database: Database): Promise<{ rewritten(): Promise<readonly TableName[]> }> {
  const seen = new Map((await files(database)).map(({ table, file }) => [table, file]))
  return {
    /** The tables of the start that got a new file since the last call. */
    async rewritten() {
      if (seen.size === 0) return []
      const changed = (await files(database)).filter(({ table, file }) => seen.has(table) && seen.get(table) !== file)
      for (const { table, file } of changed) seen.set(table, file)
      return changed.map(({ schema, name }) => ({ schema: String(schema), table: String(name) }))
    },
  }
}

function files(database: Database): Promise<readonly Row[]> {
  return database.query(`
    SELECT c.oid::text AS "table", pg_relation_filenode(c.oid)::text AS file, n.nspname AS schema, c.relname AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`)
}
