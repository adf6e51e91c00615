import type { Database } from '../../ports/database.ts'
import { ident, qualified } from '../../schema/sql.ts'
import type { Delta, Step } from '../delta.ts'
import type { Subject } from '../object-name.ts'

/**
 * Before PostgreSQL 18, the columns of a primary key stay NOT NULL when it goes. Where they may be NULL afterwards, that is said; it does
 * no harm where it is so already.
 */
export async function freeKeyColumns(delta: Delta, start: Database, end: Database): Promise<Delta> {
  if (!delta.steps.some(dropsConstraint)) return delta
  const keys = await keyColumns(start)
  const nullable = await nullableColumns(end)
  const steps = delta.steps.flatMap((step) => {
    const { schema = '', table = '', name } = step.subject
    const columns = dropsConstraint(step) ? (keys.get(JSON.stringify([schema, table, name])) ?? []) : []
    const said = (column: string) =>
      delta.steps.some(({ subject, sql }) => sql.endsWith(' DROP NOT NULL') && isColumn(subject, schema, table, column))
    const free = columns.filter((column) => nullable.has(JSON.stringify([schema, table, column])) && !said(column))
    return [
      step,
      ...free.map((column) =>
        drop(step, `ALTER TABLE ${qualified(schema, table)} ALTER COLUMN ${ident(column)} DROP NOT NULL`),
      ),
    ]
  })
  return { ...delta, steps }
}

function dropsConstraint({ subject, verb }: Step): boolean {
  return subject.kind === 'constraint' && verb === 'drop'
}

function isColumn(subject: Subject, schema: string, table: string, column: string): boolean {
  return subject.kind === 'column' && subject.schema === schema && subject.table === table && subject.name === column
}

function drop(step: Step, sql: string): Step {
  return { ...step, sql, verb: 'alter', boundary: { before: false, after: false }, losesData: false }
}

async function keyColumns(database: Database): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await database.query(`
    SELECT n.nspname AS schema, r.relname AS "table", c.conname AS name,
      ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) ORDER BY a.attnum) AS columns
    FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid JOIN pg_namespace n ON n.oid = r.relnamespace
    WHERE c.contype = 'p'`)
  return new Map(
    rows.map(({ schema, table, name, columns }) => [JSON.stringify([schema, table, name]), columns as string[]]),
  )
}

async function nullableColumns(database: Database): Promise<ReadonlySet<string>> {
  const rows = await database.query(`
    SELECT n.nspname AS schema, r.relname AS "table", a.attname AS name
    FROM pg_attribute a JOIN pg_class r ON r.oid = a.attrelid JOIN pg_namespace n ON n.oid = r.relnamespace
    WHERE r.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND NOT a.attnotnull`)
  return new Set(rows.map(({ schema, table, name }) => JSON.stringify([schema, table, name])))
}
