import type { Database, Row } from '../../ports/database.ts'

/** How the schema to come says what it asks of rows. Every name in a text is qualified. */
export interface Constraint {
  readonly kind: 'check' | 'foreign' | 'primary' | 'unique' | 'exclude' | 'other'
  readonly expression: string
  readonly columns: readonly string[]
  readonly reference:
    | { readonly schema: string; readonly table: string; readonly columns: readonly string[] }
    | undefined
  readonly matchFull: boolean
  /** Of an exclusion, one for each key. */
  readonly operators: readonly string[]
  readonly index: { readonly schema: string; readonly name: string } | undefined
}

export interface Index {
  readonly keys: readonly string[]
  readonly predicate: string | undefined
  readonly nullsNotDistinct: boolean
}

const kinds: Readonly<Record<string, Constraint['kind']>> = {
  c: 'check',
  f: 'foreign',
  p: 'primary',
  u: 'unique',
  x: 'exclude',
}

/** A constraint of a table, or of a domain. */
export async function readConstraint(database: Database, owner: Owner, name: string): Promise<Constraint | undefined> {
  const [row] = await database.query(constraintQuery, [owner.schema, owner.name, name])
  if (!row) return undefined
  return {
    kind: kinds[String(row.kind)] ?? 'other',
    expression: String(row.expression),
    columns: strings(row.columns),
    reference:
      row.ref_table === null
        ? undefined
        : { schema: String(row.ref_schema), table: String(row.ref_table), columns: strings(row.ref_columns) },
    matchFull: row.match === 'f',
    operators: strings(row.operators),
    index: row.index === null ? undefined : { schema: String(row.index_schema), name: String(row.index) },
  }
}

export interface Owner {
  readonly schema: string
  readonly name: string
}

export async function readIndex(database: Database, { schema, name }: Owner): Promise<Index | undefined> {
  const [row] = await database.query(indexQuery, [schema, name])
  if (!row) return undefined
  return {
    keys: strings(row.keys),
    predicate: row.predicate === null ? undefined : String(row.predicate),
    nullsNotDistinct: row.nulls_not_distinct === true,
  }
}

export interface Column {
  readonly required: boolean
  readonly filled: boolean
  /** Of an enum, or of an array of one. */
  readonly labels: readonly string[] | undefined
  readonly isArray: boolean
}

export async function readColumn(database: Database, owner: Owner, name: string): Promise<Column | undefined> {
  const [row] = await database.query(columnQuery, [owner.schema, owner.name, name])
  return (
    row && {
      required: row.required === true,
      filled: row.filled === true,
      labels: labels(row),
      isArray: row.is_array === true,
    }
  )
}

/** The condition on a partition's rows; undefined for one that takes any. */
export async function readBounds(database: Database, { schema, name }: Owner): Promise<string | undefined> {
  const [row] = await database.query(
    `SELECT pg_get_partition_constraintdef(c.oid) AS bounds FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relname = $2`,
    [schema, name],
  )
  return typeof row?.bounds === 'string' ? row.bounds : undefined
}

/** The columns of tables that have a domain as their type. */
export async function readDomainColumns(database: Database, { schema, name }: Owner): Promise<readonly Row[]> {
  return database.query(
    `SELECT n.nspname AS schema, c.relname AS table, a.attname AS column
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_type t ON t.oid = a.atttypid JOIN pg_namespace tn ON tn.oid = t.typnamespace
     WHERE tn.nspname = $1 AND t.typname = $2 AND c.relkind = 'r' AND NOT a.attisdropped ORDER BY 1, 2, 3`,
    [schema, name],
  )
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function labels(row: Row): readonly string[] | undefined {
  return Array.isArray(row.labels) ? row.labels.map(String) : undefined
}

const names = (keys: string, relation: string) =>
  `(SELECT json_agg(a.attname ORDER BY u.at) FROM unnest(${keys}) WITH ORDINALITY u (number, at)
    JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = u.number)`

const constraintQuery = `
  SELECT k.contype::text AS kind, pg_get_expr(k.conbin, k.conrelid) AS expression, k.confmatchtype::text AS match,
    ${names('k.conkey', 'k.conrelid')} AS columns, ${names('k.confkey', 'k.confrelid')} AS ref_columns,
    fn.nspname AS ref_schema, fc.relname AS ref_table, xn.nspname AS index_schema, x.relname AS index,
    (SELECT json_agg(format('OPERATOR(%I.%s)', n.nspname, o.oprname) ORDER BY u.at) FROM unnest(k.conexclop) WITH ORDINALITY u (oid, at)
     JOIN pg_operator o ON o.oid = u.oid JOIN pg_namespace n ON n.oid = o.oprnamespace) AS operators
  FROM pg_constraint k
  LEFT JOIN pg_class c ON c.oid = k.conrelid
  LEFT JOIN pg_type t ON t.oid = k.contypid
  JOIN pg_namespace n ON n.oid = coalesce(c.relnamespace, t.typnamespace)
  LEFT JOIN pg_class fc ON fc.oid = k.confrelid
  LEFT JOIN pg_namespace fn ON fn.oid = fc.relnamespace
  LEFT JOIN pg_class x ON x.oid = k.conindid
  LEFT JOIN pg_namespace xn ON xn.oid = x.relnamespace
  WHERE n.nspname = $1 AND coalesce(c.relname, t.typname) = $2 AND k.conname = $3`

/** indnullsnotdistinct came with PostgreSQL 15. */
const indexQuery = `
  SELECT (SELECT json_agg(pg_get_indexdef(i.indexrelid, key, true) ORDER BY key) FROM generate_series(1, i.indnkeyatts) key) AS keys,
    pg_get_expr(i.indpred, i.indrelid) AS predicate, (to_jsonb(i) ->> 'indnullsnotdistinct')::boolean AS nulls_not_distinct
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1 AND c.relname = $2 AND i.indisunique`

const columnQuery = `
  SELECT a.attnotnull OR t.typnotnull AS required, t.typelem <> 0 AS is_array,
    a.atthasdef OR a.attidentity <> '' OR t.typdefault IS NOT NULL AS filled,
    (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e
     WHERE e.enumtypid = coalesce(nullif(t.typelem, 0), t.oid)) AS labels
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = a.atttypid
  WHERE n.nspname = $1 AND c.relname = $2 AND a.attname = $3`
