import { ident, qualified } from '../../schema/sql.ts'
import type { MadeNames } from './made-names.ts'
import type { Question } from './questions.ts'
import type { Constraint, Index } from './requirements.ts'

export function where(table: string, condition: string, what: string): Question {
  return { table, what, sql: (rows) => `SELECT count(*) FROM ${rows} AS asked WHERE ${condition}` }
}

export function anyNull(columns: readonly string[]): string {
  return columns.map((column) => `${ident(column)} IS NULL`).join(' OR ')
}

/** Rows that share their key with another one. */
export function duplicates(table: string, name: string, { keys, predicate, nullsNotDistinct }: Index): Question {
  const conditions = [
    ...(predicate === undefined ? [] : [`(${predicate})`]),
    ...(nullsNotDistinct ? [] : keys.map((key) => `(${key}) IS NOT NULL`)),
  ]
  const only = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''
  const groups = (rows: string) =>
    `SELECT count(*) AS number FROM ${rows} AS asked${only} GROUP BY ${keys.map((key) => `(${key})`).join(', ')} HAVING count(*) > 1`
  return {
    table,
    what: `share their key of ${name} with another row`,
    sql: (rows) => `SELECT coalesce(sum(number), 0) FROM (${groups(rows)}) AS shared`,
  }
}

export interface Exclusion {
  readonly keys: readonly string[]
  readonly predicate: string | undefined
  readonly operators: readonly string[]
}

/** Rows that another one excludes. */
export function excluded(table: string, name: string, { keys, predicate, operators }: Exclusion): Question {
  const columns = keys.map((key, at) => `(${key}) AS key_${at}`).join(', ')
  const only = predicate === undefined ? '' : ` WHERE (${predicate})`
  const meets = operators.map((operator, at) => `one.key_${at} ${operator} other.key_${at}`).join(' AND ')
  return {
    table,
    what: `are excluded by another row (${name})`,
    sql: (rows) => `WITH asked AS (SELECT tableoid AS part, ctid AS place, ${columns} FROM ${rows} AS asked${only})
      SELECT count(*) FROM asked AS one
      WHERE EXISTS (SELECT FROM asked AS other WHERE (one.part, one.place) <> (other.part, other.place) AND ${meets})`,
  }
}

/** Rows that refer to none. A table that the migration makes is empty. */
export function orphans(
  table: string,
  name: string,
  { columns, reference, matchFull }: Constraint,
  made: MadeNames,
): Question {
  const target = reference ? qualified(reference.schema, reference.table) : ''
  const keys = columns.map((column) => `asked.${ident(column)}`)
  const refers = keys.map((key) => `${key} IS NOT NULL`).join(' AND ')
  const renamed = made.renamedColumns.get(target)
  const meets = keys.map((key, at) => {
    const column = reference?.columns[at] ?? ''
    return `target.${ident(renamed?.get(column) ?? column)} = ${key}`
  })
  const found = made.tables.has(target)
    ? ''
    : ` AND NOT EXISTS (SELECT FROM ${made.renamedTables.get(target) ?? target} AS target WHERE ${meets.join(' AND ')})`
  const halves =
    matchFull && keys.length > 1 ? ` OR (num_nulls(${keys.join(', ')}) BETWEEN 1 AND ${keys.length - 1})` : ''
  return where(table, `(${refers}${found})${halves}`, `refer to no row of ${target} (${name})`)
}
