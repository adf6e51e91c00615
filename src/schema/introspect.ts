import { groupBy } from '../base/group.ts'
import type { Database, Row } from '../ports/database.ts'
import type { Column, ForeignKey, Index, Key, Schema, Table } from './model.ts'

/** Reads the user's tables from the catalog; objects of PostgreSQL and of extensions are left out. */
export async function introspect(database: Database): Promise<Schema> {
  const [tables, columns, keys, indexes] = [
    await database.query(tableQuery),
    await database.query(columnQuery),
    await database.query(keyQuery),
    await database.query(indexQuery),
  ]
  const of = (rows: readonly Row[]) => groupBy(rows, ({ table }) => String(table))
  const [columnsOf, keysOf, indexesOf] = [of(columns), of(keys), of(indexes)]
  return {
    tables: tables.map((row) => {
      const oid = String(row.table)
      return table(row, columnsOf.get(oid) ?? [], keysOf.get(oid) ?? [], indexesOf.get(oid) ?? [])
    }),
  }
}

function table(row: Row, columns: readonly Row[], keys: readonly Row[], indexes: readonly Row[]): Table {
  const primary = keys.find(({ kind }) => kind === 'p')
  return {
    schema: String(row.schema),
    name: String(row.name),
    partition: row.partition === true,
    partitioned: row.partitioned === true,
    columns: columns.map(column),
    primaryKey: primary && key(primary),
    foreignKeys: keys.filter(({ kind }) => kind === 'f').map(foreignKey),
    indexes: indexes.map(index),
  }
}

function column(row: Row): Column {
  return { name: String(row.name), type: String(row.type), nullable: row.nullable === true }
}

function key(row: Row): Key {
  return { name: String(row.name), columns: row.columns as string[] }
}

function foreignKey(row: Row): ForeignKey {
  return {
    ...key(row),
    references: { schema: String(row.to_schema), table: String(row.to_table), columns: row.to_columns as string[] },
  }
}

function index(row: Row): Index {
  return {
    name: String(row.name),
    columns: (row.columns as (string | null)[]).map((name) => name ?? undefined),
    unique: row.unique === true,
    valid: row.valid === true,
    method: String(row.method),
    where: (row.where as string | null) ?? undefined,
    constraint: (row.constraint as string | null) ?? undefined,
    definition: String(row.definition),
    work: String(row.work),
  }
}

const userTables = `
  SELECT c.oid, n.nspname, c.relname, c.relispartition, c.relkind
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
    AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`

const tableQuery = `
  SELECT oid::text AS "table", nspname AS schema, relname AS name, relispartition AS partition, relkind = 'p' AS partitioned
  FROM (${userTables}) t ORDER BY nspname COLLATE "C", relname COLLATE "C"`

const columnQuery = `
  SELECT a.attrelid::text AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable
  FROM pg_attribute a JOIN (${userTables}) t ON t.oid = a.attrelid
  WHERE a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum`

const names = (relation: string, numbers: string) => `
  ARRAY(SELECT a.attname::text FROM unnest(${numbers}) WITH ORDINALITY u (attnum, place)
    JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = u.attnum ORDER BY u.place)`

/** A key that a partition has from its parent, or for each partition of what it refers to, is the parent's key. */
const keyQuery = `
  SELECT k.conrelid::text AS "table", k.conname AS name, k.contype AS kind, ${names('k.conrelid', 'k.conkey')} AS columns,
    n.nspname AS to_schema, f.relname AS to_table, ${names('k.confrelid', 'k.confkey')} AS to_columns
  FROM pg_constraint k JOIN (${userTables}) t ON t.oid = k.conrelid
    LEFT JOIN pg_class f ON f.oid = k.confrelid LEFT JOIN pg_namespace n ON n.oid = f.relnamespace
  WHERE (k.contype = 'p' OR (k.contype = 'f' AND k.conparentid = 0)) ORDER BY k.conname COLLATE "C"`

const indexQuery = `
  SELECT i.indrelid::text AS "table", c.relname AS name, i.indisunique AS "unique", i.indisvalid AS valid, m.amname AS method,
    ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY u (attnum, place)
      LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.attnum AND u.attnum > 0
      WHERE u.place <= i.indnkeyatts ORDER BY u.place) AS columns,
    pg_get_expr(i.indpred, i.indrelid) AS "where",
    (SELECT k.conname FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid LIMIT 1) AS constraint,
    pg_get_indexdef(i.indexrelid) AS definition,
    concat_ws('|', m.amname, i.indkey, i.indclass, i.indcollation, i.indoption, i.indnkeyatts, i.indnullsnotdistinct,
      pg_get_expr(i.indexprs, i.indrelid), pg_get_expr(i.indpred, i.indrelid)) AS work
  FROM pg_index i JOIN (${userTables}) t ON t.oid = i.indrelid
    JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
  ORDER BY c.relname COLLATE "C"`
