import { type Database, SqlError } from '../../ports.ts'
import { ident, qualified } from '../../schema/sql.ts'
import { literal } from '../sql-file.ts'
import { type Candidates, findCandidates } from './candidates.ts'
import { lendChecks } from './lent-checks.ts'
import { readSeedTables, type SeedColumn, type SeedTable } from './tables.ts'

const rowsPerTable = 3
const attemptsPerRow = 400

export interface SeedOptions {
  /** Tables whose values lose nothing by a change of type: those that lose something have been seen to stop the migration. */
  readonly fitting: ReadonlySet<string>
  /** Tables that get no rows: any have been seen to stop it. */
  readonly without: ReadonlySet<string>
}

/**
 * Fills every table of an empty scratch database with a few rows that its constraints admit. Rows that the schema `wanted` admits too
 * are preferred. Returns why a table holds none, by its name.
 */
export async function seed(
  database: Database,
  wanted: Database,
  { fitting, without }: SeedOptions,
): Promise<ReadonlyMap<string, string>> {
  const destination = { tables: await readSeedTables(wanted), database: wanted }
  const own = await readSeedTables(database)
  const { tables, giveBack } = await lendChecks(own, destination.tables, database)
  const choice = new Choice(tables, await findCandidates(tables, destination, { rows: rowsPerTable, fitting }))
  const failures = new Map<string, string>()
  // Triggers would change the rows, and foreign keys would want an order: the values agree by construction.
  await fire(database, 'replica')
  for (const table of tables) {
    const name = qualified(table.schema, table.name)
    const failure = without.has(name) ? 'the migration stops at its rows' : await fill(table, choice, database)
    if (failure !== undefined) failures.set(name, failure)
  }
  await fire(database, 'origin')
  await giveBack()
  return failures
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

interface Value {
  readonly column: SeedColumn
  readonly text: string
}

function insertion({ schema, name }: SeedTable, values: readonly Value[]): string {
  const target = `INSERT INTO ${qualified(schema, name)}`
  if (values.length === 0) return `${target} DEFAULT VALUES`
  const columns = values.map(({ column }) => ident(column.name)).join(', ')
  const row = values.map(({ column, text }) => `${literal(text)}::${column.type}`).join(', ')
  return `${target} (${columns}) OVERRIDING SYSTEM VALUE VALUES (${row})`
}

/** Which of its candidates every column takes in a row. Columns that a foreign key ties together share the choice. */
class Choice {
  readonly #tables: ReadonlyMap<string, SeedTable>
  readonly #candidates: Candidates
  readonly #chosen = new Map<string, number>()

  constructor(tables: readonly SeedTable[], candidates: Candidates) {
    this.#tables = new Map(tables.map((table) => [qualified(table.schema, table.name), table]))
    this.#candidates = candidates
  }

  /** The values of a row, or why there are none. */
  row(table: SeedTable, number: number): readonly Value[] | string {
    const values: Value[] = []
    for (const column of table.columns) {
      const root = this.#root({ table, column })
      const text = this.#candidates(root.table, root.column, number)[this.#chosen.get(place(root, number)) ?? 0]
      if (text !== undefined) values.push({ column, text })
      else if (!column.nullable) return `no value of type ${column.base} is known for ${column.name}`
    }
    return values
  }

  /** Moves on to the next combination for the columns of the condition that refused the row; false when all were tried. */
  reconsider(table: SeedTable, number: number, refusal: string): boolean {
    const named = table.checks.find(({ name }) => name !== '' && refusal.includes(`constraint "${name}"`))
    const check = named ?? table.checks.find(({ name }) => name === '' && refusal.includes('partition constraint'))
    for (const column of table.columns.filter(({ name }) => check?.columns.includes(name))) {
      const root = this.#root({ table, column })
      const next = (this.#chosen.get(place(root, number)) ?? 0) + 1
      const left = next < this.#candidates(root.table, root.column, number).length
      this.#chosen.set(place(root, number), left ? next : 0)
      if (left) return true
    }
    return false
  }

  /** The column at the end of its foreign keys. Keys in a circle end at any column of it. */
  #root(from: Cell, depth = 0): Cell {
    const to = from.column.references
    const table = to && this.#tables.get(qualified(to.schema, to.table))
    const column = table?.columns.find(({ name }) => name === to?.column)
    return table && column && depth < 20 ? this.#root({ table, column }, depth + 1) : from
  }
}

interface Cell {
  readonly table: SeedTable
  readonly column: SeedColumn
}

function place({ table, column }: Cell, number: number): string {
  return `${qualified(table.schema, table.name)}.${column.name} ${number}`
}
