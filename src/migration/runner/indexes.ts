import { UserError } from '../../base/errors.ts'
import type { Database } from '../../ports/database.ts'
import { qualified } from '../../schema/sql.ts'

export interface FoundIndex {
  readonly oid: string
  readonly schema: string
  readonly name: string
  readonly columns: readonly string[]
  readonly valid: boolean
}

/** The indexes of a table, named as SQL names it; those of all tables without one. */
export async function indexesOf(table: string | undefined, database: Database): Promise<readonly FoundIndex[]> {
  const rows = await database.query(
    `SELECT c.oid::text, n.nspname AS schema, c.relname AS name, x.indisvalid AS valid,
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid) AS columns
     FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE $1::text IS NULL OR x.indrelid = to_regclass($1)`,
    [table ?? null],
  )
  return rows.map(({ oid, schema, name, columns, valid }) => ({
    oid: String(oid),
    schema: String(schema),
    name: String(name),
    columns: (columns ?? []) as readonly string[],
    valid: valid === true,
  }))
}

/** Drops what a stopped build has left, without holding anybody up. UserError `migration-failed` while somebody is building it. */
export async function dropInvalid({ oid, schema, name }: FoundIndex, database: Database): Promise<void> {
  // What another user builds is shown without its name.
  const [builder] = await database.query(
    `SELECT pid FROM pg_stat_progress_create_index
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND coalesce(nullif(index_relid, 0), $1::text::oid) = $1::text::oid`,
    [oid],
  )
  const index = qualified(schema, name)
  if (!builder) {
    await database.exec(`DROP INDEX CONCURRENTLY IF EXISTS ${index}`)
    return
  }
  const message = `The index ${index} is INVALID, and pid ${builder.pid} is building an index at this moment. Run again when it is done.`
  throw new UserError('migration-failed', message)
}
