import { type Database, SqlError } from '../../ports/database.ts'
import { qualified } from '../../schema/sql.ts'
import { literal } from '../sql-file.ts'
import { valuesIn } from './condition-values.ts'
import type { SeedColumn, SeedTable, TwoStates } from './tables.ts'
import { typicalValues } from './values.ts'

/** The values that a column may take in a row, the best first. Row numbers count from 1. */
export type Candidates = (table: SeedTable, column: SeedColumn, number: number) => readonly string[]

/** A value of a column that changes its type. */
interface CastValue {
  readonly text: string
  /** Whether it is the same afterwards. */
  readonly fits: boolean
}

/** By the place of their column and the number of their row. */
export type CastValues = ReadonlyMap<string, readonly CastValue[]>

/** Values for columns that change their type, such that can be cast: a migration that stops at its rows shows nothing. */
export async function readCastValues(
  { start, end }: TwoStates,
  { rows, destination }: { readonly rows: number; readonly destination: Database },
): Promise<CastValues> {
  const found = new Map<string, readonly CastValue[]>()
  const wanted = byName(end)
  for (const table of start) {
    for (const column of table.columns) {
      const next = wanted.get(nameOf(table))?.columns.find(({ name }) => name === column.name)
      if (!next || (next.base === column.base && next.labels.join() === column.labels.join())) continue
      for (let number = 1; number <= rows; number++) {
        const all = [...typicalValues(column, number), ...typicalValues(next, number)]
        found.set(place(table, column, number), await castable(all, { from: column, to: next }, destination))
      }
    }
  }
  return found
}

/**
 * What the constraints of both schemas speak of comes first, then what is typical of the type. Where a table is one of `fitting`, its
 * columns take only values that a change of their type leaves as they are.
 */
export function findCandidates(end: readonly SeedTable[], casts: CastValues, fitting: ReadonlySet<string>): Candidates {
  const wanted = byName(end)
  return remembered((table, column, number) => {
    const checks = [...table.checks, ...(wanted.get(nameOf(table))?.checks ?? [])]
    const about = checks.filter(({ columns }) => columns.includes(column.name))
    const cast = casts.get(place(table, column, number))?.filter(({ fits }) => fits || !fitting.has(nameOf(table)))
    const typical = cast?.map(({ text }) => text) ?? typicalValues(column, number)
    return [...new Set([...about.flatMap(({ definition }) => valuesIn(definition, number)), ...typical])]
  })
}

function byName(tables: readonly SeedTable[]): ReadonlyMap<string, SeedTable> {
  return new Map(tables.map((table) => [nameOf(table), table]))
}

function nameOf({ schema, name }: SeedTable): string {
  return qualified(schema, name)
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
  return `${nameOf(table)}.${column.name} ${number}`
}

interface Cast {
  readonly from: SeedColumn
  readonly to: SeedColumn
}

/** One question for all values, and one for each where PostgreSQL stops at any. */
async function castable(
  values: readonly string[],
  { from, to }: Cast,
  database: Database,
): Promise<readonly CastValue[]> {
  const direct = await askFits(values, { from: from.base, to: to.base }, database)
  // The type of before may not be there, and not every pair of types has a cast.
  const others = values.filter((value) => !direct.has(value))
  const viaText = await askFits(others, { from: 'text', to: to.base }, database)
  return values.flatMap((text) => {
    const fits = direct.get(text) ?? viaText.get(text)
    return fits === undefined ? [] : [{ text, fits }]
  })
}

/** Of the values that can be cast: whether they are the same afterwards. */
async function askFits(
  values: readonly string[],
  { from, to }: Record<'from' | 'to', string>,
  database: Database,
): Promise<ReadonlyMap<string, boolean>> {
  if (values.length === 0) return new Map()
  const conditions = values.map(
    (value) => `(${literal(value)}::${from}::${to})::text = ${literal(value)}::${from}::text`,
  )
  try {
    const [row = []] = await database.queryArrays(`SELECT ${conditions.join(', ')}`)
    return new Map(values.map((value, at) => [value, row[at] === true]))
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    if (values.length === 1) return new Map()
    const each = []
    for (const value of values) each.push(...(await askFits([value], { from, to }, database)))
    return new Map(each)
  }
}
