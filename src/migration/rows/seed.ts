import { type Database, SqlError } from '../../ports/database.ts'
import { ident, qualified } from '../../schema/sql.ts'
import { literal } from '../sql-file.ts'
import { type CastValues, findCandidates, readCastValues } from './candidates.ts'
import { Choice, type Value } from './choice.ts'
import { lendChecks } from './lent-checks.ts'
import type { SeedTable, TwoStates } from './tables.ts'

const rowsPerTable = 3
const attemptsPerRow = 400

/** What has to be known of two schemas before a table of the first is filled. */
export interface Ground extends TwoStates {
  readonly casts: CastValues
}

/** Asks a database in the state after a migration, which stays as it is. */
export async function readGround(tables: TwoStates, destination: Database): Promise<Ground> {
  return { ...tables, casts: await readCastValues(tables, { rows: rowsPerTable, destination }) }
}

export interface SeedOptions {
  /** Tables whose values lose nothing by a change of type: those that lose something have been seen to stop the migration. */
  readonly fitting: ReadonlySet<string>
  /** Tables that get no rows: any have been seen to stop it. */
  readonly without: ReadonlySet<string>
}

/**
 * Fills every table of an empty scratch database, which is in the state where the migration starts, with a few rows that its constraints
 * admit. Rows that those of the other state admit too are preferred. Returns why a table holds none, by its name.
 */
export async function seed(
  database: Database,
  { start, end, casts }: Ground,
  { fitting, without }: SeedOptions,
): Promise<ReadonlyMap<string, string>> {
  const { tables, giveBack } = await lendChecks(start, end, database)
  const choice = new Choice(tables, findCandidates(end, casts, fitting))
  const failures = new Map<string, string>()
  // Triggers would change the rows, and foreign keys would want an order: the values agree by construction.
  await fire(database, 'replica')
  const wantsRows = (table: SeedTable) => !without.has(qualified(table.schema, table.name))
  for (const { schema, name } of tables.filter((table) => !wantsRows(table)))
    failures.set(qualified(schema, name), 'the migration stops at its rows')
  await fillAll(tables.filter(wantsRows), choice, { database, failures })
  await fire(database, 'origin')
  await giveBack()
  return failures
}

interface Filling {
  readonly database: Database
  /** Gets why a table holds no row. */
  readonly failures: Map<string, string>
}

const tablesPerMessage = 50

/** Most tables take the first rows that come to mind: many are filled in one message, and where that fails, fewer, down to a row. */
async function fillAll(tables: readonly SeedTable[], choice: Choice, filling: Filling): Promise<void> {
  for (let start = 0; start < tables.length; start += tablesPerMessage)
    await fillSome(tables.slice(start, start + tablesPerMessage), choice, filling)
}

async function fillSome(tables: readonly SeedTable[], choice: Choice, filling: Filling): Promise<void> {
  if (await fillAtOnce(tables, choice, filling.database)) return
  const [table, ...others] = tables
  if (table && others.length === 0) {
    const failure = await fill(table, choice, filling.database)
    if (failure !== undefined) filling.failures.set(qualified(table.schema, table.name), failure)
    return
  }
  const half = Math.ceil(tables.length / 2)
  await fillSome(tables.slice(0, half), choice, filling)
  await fillSome(tables.slice(half), choice, filling)
}

/** All rows of all these tables, or none. */
async function fillAtOnce(tables: readonly SeedTable[], choice: Choice, database: Database): Promise<boolean> {
  const rows = tables.flatMap((table) =>
    Array.from({ length: rowsPerTable }, (_, at) => ({ table, values: choice.row(table, at + 1) })),
  )
  const insertions = rows.map(({ table, values }) =>
    typeof values === 'string' ? undefined : insertion(table, values),
  )
  if (insertions.includes(undefined)) return false
  try {
    await database.exec(insertions.join(';\n'))
    return true
  } catch (error) {
    if (error instanceof SqlError) return false
    throw error
  }
}

/** Whose triggers fire. Only a superuser may say so; without one, a row that a trigger or a key refuses counts as one that did not go in. */
async function fire(database: Database, role: 'replica' | 'origin'): Promise<void> {
  await database.query(
    `SELECT set_config('session_replication_role', $1, false) FROM pg_roles WHERE rolname = current_user AND rolsuper`,
    [role],
  )
}

/** Undefined when at least one row went in, else why none did. */
async function fill(table: SeedTable, choice: Choice, database: Database): Promise<string | undefined> {
  const outcomes: (string | undefined)[] = []
  for (let number = 1; number <= rowsPerTable; number++) outcomes.push(await insert(table, number, choice, database))
  return outcomes.includes(undefined) ? undefined : outcomes[0]
}

async function insert(
  table: SeedTable,
  number: number,
  choice: Choice,
  database: Database,
): Promise<string | undefined> {
  let reason = ''
  for (let attempt = 0; attempt < attemptsPerRow; attempt++) {
    const values = choice.row(table, number)
    if (typeof values === 'string') return values
    try {
      await database.exec(insertion(table, values))
      return undefined
    } catch (error) {
      if (!(error instanceof SqlError)) throw error
      reason = error.message
      if (!choice.reconsider(table, number, reason)) return reason
    }
  }
  return reason
}

function insertion({ schema, name }: SeedTable, values: readonly Value[]): string {
  const target = `INSERT INTO ${qualified(schema, name)}`
  if (values.length === 0) return `${target} DEFAULT VALUES`
  const columns = values.map(({ column }) => ident(column.name)).join(', ')
  const row = values.map(({ column, text }) => `${literal(text)}::${column.type}`).join(', ')
  return `${target} (${columns}) OVERRIDING SYSTEM VALUE VALUES (${row})`
}
