import { type Database, SqlError } from '../../ports/database.ts'
import { ident, qualified } from '../../schema/sql.ts'
import type { SeedCheck, SeedTable } from './tables.ts'

export interface Lent {
  /** The tables with the checks that they have for now. */
  readonly tables: readonly SeedTable[]
  giveBack(): Promise<void>
}

/** Adds the checks of the schema to come to the tables of today, so that only rows get in that may stay. */
export async function lendChecks(
  tables: readonly SeedTable[],
  wanted: readonly SeedTable[],
  database: Database,
): Promise<Lent> {
  const lent: { readonly table: string; readonly check: string }[] = []
  const withChecks: SeedTable[] = []
  const later = new Map(wanted.map((table) => [qualified(table.schema, table.name), table]))
  for (const table of tables) {
    const name = qualified(table.schema, table.name)
    const checks = [...table.checks]
    for (const check of (later.get(name)?.checks ?? []).filter((each) => isNew(each, table))) {
      const borrowed = { ...check, name: `backwright_lent_${lent.length}` }
      if (!(await add(name, borrowed, database))) continue
      lent.push({ table: name, check: borrowed.name })
      checks.push(borrowed)
    }
    withChecks.push({ ...table, checks })
  }
  return {
    tables: withChecks,
    async giveBack() {
      for (const { table, check } of lent) await database.exec(`ALTER TABLE ${table} DROP CONSTRAINT ${ident(check)}`)
    },
  }
}

/** The bounds of a partition are no constraint that could be added. */
function isNew({ name, definition }: SeedCheck, table: SeedTable): boolean {
  return name !== '' && !table.checks.some((own) => own.definition === definition)
}

async function add(table: string, { name, definition }: SeedCheck, database: Database): Promise<boolean> {
  try {
    await database.exec(`ALTER TABLE ${table} ADD CONSTRAINT ${ident(name)} ${definition}`)
    return true
  } catch (error) {
    // It is about a column, a type or a function that is not there before the migration.
    if (error instanceof SqlError) return false
    throw error
  }
}
