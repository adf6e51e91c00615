import { groupBy } from '../../base/group.ts'
import type { Database, Row } from '../../ports/database.ts'
import { qualified } from '../../schema/sql.ts'

/** A table that can hold rows of its own: an ordinary one or a partition. */
export interface SeedTable {
  readonly schema: string
  readonly name: string
  /** Those that an INSERT may give a value. */
  readonly columns: readonly SeedColumn[]
  readonly checks: readonly SeedCheck[]
}

export interface SeedColumn {
  readonly name: string
  /** As the column is declared, for a cast. */
  readonly type: string
  /** What the type comes down to: domains resolved, with its length or precision. */
  readonly base: string
  readonly labels: readonly string[]
  readonly nullable: boolean
  /** Whether PostgreSQL fills it when nobody says anything: by a default or as an identity. */
  readonly hasDefault: boolean
  /** The column that a foreign key makes it equal to. */
  readonly references: ColumnName | undefined
}

export interface ColumnName {
  readonly schema: string
  readonly table: string
  readonly column: string
}

/** A condition on rows: a CHECK, of the table or of a domain, or the bounds of a partition. */
export interface SeedCheck {
  /** Empty for the bounds of a partition. */
  readonly name: string
  readonly columns: readonly string[]
  readonly definition: string
}

/** The tables before a migration and after it. */
export interface TwoStates {
  readonly start: readonly SeedTable[]
  readonly end: readonly SeedTable[]
}

export async function readTwoStates(from: Database, to: Database): Promise<TwoStates> {
  const [start, end] = await Promise.all([readSeedTables(from), readSeedTables(to)])
  return { start, end }
}

/** The tables of the catalog, in the order of their names. */
async function readSeedTables(database: Database): Promise<readonly SeedTable[]> {
  const columns = await database.query(columnQuery)
  const checks = await database.query(checkQuery)
  const tables = await database.query(tableQuery)
  const byTable = (rows: readonly Row[]) => groupBy(rows, ({ table_oid }) => table_oid)
  const [columnsOf, checksOf] = [byTable(columns), byTable(checks)]
  return tables.map(({ oid, schema, name }) => ({
    schema: String(schema),
    name: String(name),
    columns: (columnsOf.get(oid) ?? []).map(column),
    checks: (checksOf.get(oid) ?? []).map((row) => ({
      name: String(row.name),
      columns: row.columns as string[],
      definition: String(row.definition),
    })),
  }))
}

/** The names of the columns, by the qualified name of their table, in the order of the tables' names. */
export async function readColumnNames(database: Database): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables = await database.query(tableQuery)
  return new Map(
    tables.map(({ schema, name, columns }) => [qualified(String(schema), String(name)), columns as string[]]),
  )
}

function column(row: Row): SeedColumn {
  const { name, type, base, labels, nullable, has_default, ref_schema, ref_table, ref_column } = row
  return {
    name: String(name),
    type: String(type),
    base: String(base),
    labels: (labels as string[] | null) ?? [],
    nullable: nullable === true,
    hasDefault: has_default === true,
    references:
      ref_column === null
        ? undefined
        : { schema: String(ref_schema), table: String(ref_table), column: String(ref_column) },
  }
}

const userTables = `c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'`

const tableQuery = `
  SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name,
    ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${userTables} AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`

/** Domains are followed to the type below; a partition's key is its parent's. */
const columnQuery = `
  WITH RECURSIVE base (type, root, modifier) AS (
    SELECT oid, oid, -1 FROM pg_type WHERE typtype <> 'd'
    UNION ALL
    SELECT t.oid, b.root, CASE WHEN t.typtypmod >= 0 THEN t.typtypmod ELSE b.modifier END
    FROM pg_type t JOIN base b ON t.typbasetype = b.type WHERE t.typtype = 'd'
  )
  SELECT c.oid::text AS table_oid, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
    format_type(b.root, CASE WHEN a.atttypmod >= 0 THEN a.atttypmod ELSE b.modifier END) AS base,
    (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e
     WHERE e.enumtypid = coalesce(nullif(r.typelem, 0), r.oid)) AS labels,
    NOT (a.attnotnull OR t.typnotnull) AS nullable,
    a.atthasdef OR a.attidentity <> '' OR t.typdefault IS NOT NULL AS has_default,
    f.ref_schema, f.ref_table, f.ref_column
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = a.atttypid
  JOIN base b ON b.type = a.atttypid
  JOIN pg_type r ON r.oid = b.root
  LEFT JOIN LATERAL (
    SELECT fn.nspname AS ref_schema, fc.relname AS ref_table, fa.attname AS ref_column
    FROM pg_constraint k
    JOIN pg_class fc ON fc.oid = k.confrelid
    JOIN pg_namespace fn ON fn.oid = fc.relnamespace
    JOIN pg_attribute fa ON fa.attrelid = k.confrelid AND fa.attnum = k.confkey[array_position(k.conkey, a.attnum)]
    WHERE k.contype = 'f' AND k.conrelid = c.oid AND a.attnum = ANY (k.conkey)
    ORDER BY k.conname LIMIT 1
  ) f ON true
  WHERE ${userTables} AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  ORDER BY a.attnum`

const checkQuery = `
  SELECT k.conrelid::text AS table_oid, k.conname AS name, pg_get_constraintdef(k.oid) AS definition,
    coalesce((SELECT json_agg(a.attname) FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)), '[]') AS columns
  FROM pg_constraint k WHERE k.contype = 'c' AND k.conrelid <> 0
  UNION ALL
  SELECT a.attrelid::text, k.conname, pg_get_constraintdef(k.oid), json_build_array(a.attname)
  FROM pg_constraint k JOIN pg_attribute a ON a.atttypid = k.contypid
  WHERE k.contype = 'c' AND k.contypid <> 0
  UNION ALL
  SELECT c.oid::text, '', pg_get_partition_constraintdef(c.oid),
    coalesce((SELECT json_agg(a.attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     AND position(a.attname IN pg_get_partition_constraintdef(c.oid)) > 0), '[]')
  FROM pg_class c WHERE c.relispartition AND c.relkind = 'r' AND pg_get_partition_constraintdef(c.oid) IS NOT NULL`
