import type { Database, Row } from '../ports/database.ts'

export interface TableName {
  readonly schema: string
  readonly table: string
}

export interface Storage {
  /**
   * The tables of the start that got a new file since the last call. With the text of what has run in a scratch database: also those that
   * would have got one where TimeZone is not UTC, as it is there.
   */
  rewritten(sql?: string): Promise<readonly TableName[]>
}

/** Watches in which file each table's rows are: a new file means that all of them were written anew. */
export async function storage(database: Database): Promise<Storage> {
  const seen = new Map((await files(database)).map(({ table, file }) => [table, file]))
  const times = new Map((await timeColumns(database)).map(({ column, type }) => [column, type]))
  const zonesChanged = async () => {
    const changed = (await timeColumns(database)).filter(({ column, type }) => (times.get(column) ?? type) !== type)
    for (const { column, type } of changed) times.set(column, type)
    return changed
  }
  return {
    async rewritten(sql = '') {
      if (seen.size === 0) return []
      const changed = (await files(database)).filter(({ table, file }) => seen.has(table) && seen.get(table) !== file)
      for (const { table, file } of changed) seen.set(table, file)
      const zones = /timestamp/i.test(sql) && times.size > 0 ? await zonesChanged() : []
      const written = new Map([...changed, ...zones].map((row) => [row.table, row]))
      return [...written.values()].map(({ schema, name }) => ({ schema: String(schema), table: String(name) }))
    },
  }
}

/** Between `timestamp` and `timestamptz`, values stay as they are where TimeZone is UTC, and nowhere else. */
function timeColumns(database: Database): Promise<readonly Row[]> {
  return database.query(`
    SELECT c.oid::text AS "table", n.nspname AS schema, c.relname AS name, c.oid || '.' || a.attnum AS "column", a.atttypid::regtype::text AS type
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE a.atttypid IN ('timestamp'::regtype, 'timestamptz'::regtype) AND a.attnum > 0 AND c.relkind = 'r'
      AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`)
}

function files(database: Database): Promise<readonly Row[]> {
  return database.query(`
    SELECT c.oid::text AS "table", pg_relation_filenode(c.oid)::text AS file, n.nspname AS schema, c.relname AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`)
}
