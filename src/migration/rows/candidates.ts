import { type Database, SqlError } from '../../ports.ts'
import { qualified } from '../../schema/sql.ts'
import { literal } from '../sql-file.ts'
import { valuesIn } from './condition-values.ts'
import type { SeedColumn, SeedTable } from './tables.ts'
import { typicalValues } from './values.ts'

/** The values that a column may take in a row, the best first. Row numbers count from 1. */
export type Candidates = (table: SeedTable, column: SeedColumn, number: number) => readonly string[]

/** The schema that a migration leads to: its tables, and a database that has its types. */
export interface Destination {
  readonly tables: readonly SeedTable[]
  readonly database: Database
}

/**
 * What the constraints of both schemas speak of comes first, then what is typical of the type. Of a column that changes its type
 * only values that can be cast are taken: a migration that stops at its rows shows nothing.
 */
export async function findCandidates(
  tables: readonly SeedTable[],
  destination: Destination,
  { rows, fitting }: { readonly rows: number; readonly fitting: ReadonlySet<string> },
): Promise<Candidates> {
  const wanted = new Map(destination.tables.map((table) => [qualified(table.schema, table.name), table]))
  const counterpart = (table: SeedTable) => wanted.get(qualified(table.schema, table.name))
  const travelling = new Map<string, readonly string[]>()
  for (const table of tables) {
    for (const column of table.columns) {
      const next = counterpart(table)?.columns.find(({ name }) => name === column.name)
      if (!next || (next.base === column.base && next.labels.join() === column.labels.join())) continue
      for (let number = 1; number <= rows; number++) {
        const all = [...typicalValues(column, number), ...typicalValues(next, number)]
        const fit = fitting.has(qualified(table.schema, table.name))
        travelling.set(
          place(table, column, number),
          await castable(all, { from: column, to: next, fit }, destination.database),
        )
      }
    }
  }
  return remembered((table, column, number) => {
    const checks = [...table.checks, ...(counterpart(table)?.checks ?? [])]
    const about = checks.filter(({ columns }) => columns.includes(column.name))
    const typical = travelling.get(place(table, column, number)) ?? typicalValues(column, number)
    return [...new Set([...about.flatMap(({ definition }) => valuesIn(definition, number)), ...typical])]
  })
}

function remembered(candidates: Candidates): Candidates {
  const known = new Map<string, readonly string[]>()
  return (table, column, number) => {
    const at = place(table, column, number)
    const values = known.get(at) ?? candidates(table, column, number)
    known.set(at, values)
    return values
  }
}

function place(table: SeedTable, column: SeedColumn, number: number): string {
  return `${qualified(table.schema, table.name)}.${column.name} ${number}`
}

interface Cast {
  readonly from: SeedColumn
  readonly to: SeedColumn
  /** Whether nothing may be lost on the way. */
  readonly fit: boolean
}

async function castable(
  values: readonly string[],
  { from, to, fit }: Cast,
  database: Database,
): Promise<readonly string[]> {
  const good: string[] = []
  for (const value of values) {
    const direct = `${literal(value)}::${from.base}`
    const there = (await works(`SELECT ${direct}::${to.base}`, database))
      ? direct
      : // The type of before may not be there, and not every pair of types has a cast.
        `${literal(value)}::text`
    if (!(await works(`SELECT ${there}::${to.base}`, database))) continue
    if (!fit || (await holds(`${there}::${to.base}::text = ${there}::text`, database))) good.push(value)
  }
  return good
}

async function holds(condition: string, database: Database): Promise<boolean> {
  const [row] = await database.query(`SELECT ${condition} AS yes`)
  return row?.yes === true
}

async function works(sql: string, database: Database): Promise<boolean> {
  try {
    await database.exec(sql)
    return true
  } catch (error) {
    if (error instanceof SqlError) return false
    throw error
  }
}
