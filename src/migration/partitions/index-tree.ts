import type { Database } from '../../ports/database.ts'
import { qualified } from '../../schema/sql.ts'

/** An index with its place among the indexes of partitions. */
export interface TreeIndex {
  readonly schema: string
  readonly name: string
  readonly table: { readonly schema: string; readonly table: string }
  /** As `pg_get_indexdef` prints it, `ON ONLY` for that of a partitioned table. */
  readonly definition: string
  /** `schema.name` of the index of the partitioned table that it belongs to. */
  readonly parent: string | undefined
  /** Whether a constraint makes it. */
  readonly ofConstraint: boolean
}

/** Indexes by `schema.name`. */
export type IndexTree = ReadonlyMap<string, TreeIndex>

export async function readIndexTree(database: Database): Promise<IndexTree> {
  const rows = await database.query(`
    SELECT n.nspname AS schema, i.relname AS name, tn.nspname AS table_schema, t.relname AS "table",
      pg_get_indexdef(x.indexrelid) AS definition, pn.nspname AS parent_schema, p.relname AS parent,
      EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')) AS of_constraint
    FROM pg_index x
    JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = i.relnamespace
    JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
    LEFT JOIN pg_inherits h ON h.inhrelid = i.oid
    LEFT JOIN pg_class p ON p.oid = h.inhparent LEFT JOIN pg_namespace pn ON pn.oid = p.relnamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    ORDER BY i.oid`)
  const text = (value: unknown) => String(value)
  return new Map(
    rows.map((row) => [
      qualified(text(row.schema), text(row.name)),
      {
        schema: text(row.schema),
        name: text(row.name),
        table: { schema: text(row.table_schema), table: text(row.table) },
        definition: text(row.definition),
        parent: row.parent === null ? undefined : qualified(text(row.parent_schema), text(row.parent)),
        ofConstraint: row.of_constraint === true,
      },
    ]),
  )
}

/** How many indexes are above one. */
export function depth(index: TreeIndex, tree: IndexTree): number {
  const above = index.parent === undefined ? undefined : tree.get(index.parent)
  return above ? 1 + depth(above, tree) : 0
}

export function childrenOf(parent: string, tree: IndexTree): readonly (readonly [string, TreeIndex])[] {
  return [...tree].filter(([, index]) => index.parent === parent)
}

export function isSameTable(one: TreeIndex, other: TreeIndex): boolean {
  return one.table.schema === other.table.schema && one.table.table === other.table.table
}
