import type { Database, Row } from '../../ports/database.ts'
import { ident, qualified } from '../../schema/sql.ts'

/** What a rewrite has to know of a database: what holds rows there, and how its indexes are defined. */
export interface Scene {
  /** Tables and materialized views by `schema.name`. */
  readonly relations: ReadonlyMap<string, RelationKind>
  /** Tables that are partitions, by `schema.name`. */
  readonly partitions: ReadonlyMap<string, ScenePartition>
  /** Columns of partitions that may not be NULL, by `schema.table.column`. */
  readonly required: ReadonlySet<string>
  /** Indexes by `schema.name`. */
  readonly indexes: ReadonlyMap<string, SceneIndex>
}

export interface ScenePartition {
  readonly schema: string
  readonly table: string
  /** `schema.name` of the table that it is a partition of. */
  readonly parent: string
}

export type RelationKind = 'ordinary' | 'partitioned' | 'materialized'

export interface SceneIndex {
  readonly name: string
  /** `schema.name` of the index of the partitioned table that it belongs to. */
  readonly parent: string | undefined
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
      CASE c.relkind WHEN 'r' THEN 'ordinary' WHEN 'p' THEN 'partitioned' ELSE 'materialized' END AS kind,
      pn.nspname AS parent_schema, p.relname AS parent
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_inherits h ON h.inhrelid = c.oid AND c.relispartition
    LEFT JOIN pg_class p ON p.oid = h.inhparent LEFT JOIN pg_namespace pn ON pn.oid = p.relnamespace
    WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`)
  const indexes = await database.query(`
    SELECT n.nspname AS schema, i.relname AS name, tn.nspname AS table_schema, t.relname AS table_name, am.amname AS method,
      pg_get_indexdef(x.indexrelid) AS definition, pn.nspname AS parent_schema, p.relname AS parent,
      CASE WHEN k.condeferred THEN ' DEFERRABLE INITIALLY DEFERRED' WHEN k.condeferrable THEN ' DEFERRABLE' ELSE '' END AS deferral
    FROM pg_index x
    JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = i.relnamespace
    JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
    JOIN pg_am am ON am.oid = i.relam
    LEFT JOIN pg_inherits h ON h.inhrelid = i.oid
    LEFT JOIN pg_class p ON p.oid = h.inhparent LEFT JOIN pg_namespace pn ON pn.oid = p.relnamespace
    LEFT JOIN pg_constraint k ON k.conindid = i.oid AND k.contype IN ('p', 'u')
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`)
  const required = await database.query(`
    SELECT n.nspname AS schema, c.relname AS name, a.attname AS "column"
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relispartition AND c.relkind = 'r' AND a.attnotnull AND a.attnum > 0`)
  return {
    relations: new Map(relations.map((row) => [nameOf(row), row.kind as RelationKind])),
    partitions: new Map(relations.flatMap((row) => partition(row))),
    required: new Set(required.map((row) => `${nameOf(row)}.${ident(String(row.column))}`)),
    indexes: new Map(
      indexes.map((row) => [
        nameOf(row),
        {
          name: String(row.name),
          parent: parentOf(row),
          table: qualified(String(row.table_schema), String(row.table_name)),
          method: String(row.method),
          definition: String(row.definition),
          deferral: String(row.deferral),
        },
      ]),
    ),
  }
}

function nameOf({ schema, name }: Row): string {
  return qualified(String(schema), String(name))
}

function parentOf({ parent_schema: schema, parent }: Row): string | undefined {
  return parent === null ? undefined : qualified(String(schema), String(parent))
}

function partition(row: Row): readonly (readonly [string, ScenePartition])[] {
  const parent = parentOf(row)
  return parent === undefined ? [] : [[nameOf(row), { schema: String(row.schema), table: String(row.name), parent }]]
}
