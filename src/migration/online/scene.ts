import type { Database } from '../../ports.ts'
import { qualified } from '../../schema/sql.ts'

/** What a rewrite has to know of a database: what holds rows there, and how its indexes are defined. */
export interface Scene {
  /** Tables and materialized views by `schema.name`. */
  readonly relations: ReadonlyMap<string, RelationKind>
  /** Indexes by `schema.name`. */
  readonly indexes: ReadonlyMap<string, SceneIndex>
}

export type RelationKind = 'ordinary' | 'partitioned' | 'materialized'

export interface SceneIndex {
  /** `schema.name` of its table. */
  readonly table: string
  readonly method: string
  /** As `pg_get_indexdef` prints it. */
  readonly definition: string
  /** What follows USING INDEX in the constraint that it serves, such as ` DEFERRABLE`. */
  readonly deferral: string
}

export async function readScene(database: Database): Promise<Scene> {
  const relations = await database.query(`
    SELECT n.nspname AS schema, c.relname AS name,
      CASE c.relkind WHEN 'r' THEN 'ordinary' WHEN 'p' THEN 'partitioned' ELSE 'materialized' END AS kind
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`)
  const indexes = await database.query(`
    SELECT n.nspname AS schema, i.relname AS name, tn.nspname AS table_schema, t.relname AS table_name, am.amname AS method,
      pg_get_indexdef(x.indexrelid) AS definition,
      CASE WHEN k.condeferred THEN ' DEFERRABLE INITIALLY DEFERRED' WHEN k.condeferrable THEN ' DEFERRABLE' ELSE '' END AS deferral
    FROM pg_index x
    JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = i.relnamespace
    JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
    JOIN pg_am am ON am.oid = i.relam
    LEFT JOIN pg_constraint k ON k.conindid = i.oid AND k.contype IN ('p', 'u')
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`)
  return {
    relations: new Map(
      relations.map(({ schema, name, kind }) => [qualified(String(schema), String(name)), kind as RelationKind]),
    ),
    indexes: new Map(
      indexes.map((row) => [
        qualified(String(row.schema), String(row.name)),
        {
          table: qualified(String(row.table_schema), String(row.table_name)),
          method: String(row.method),
          definition: String(row.definition),
          deferral: String(row.deferral),
        },
      ]),
    ),
  }
}
