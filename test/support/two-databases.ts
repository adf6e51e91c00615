import { beforeAll } from 'vitest'
import type { Database } from '../../src/ports/database.ts'
import { reusedScratch } from './reused-scratch.ts'

/** A schema as it is, and as it should be. */
export interface TwoDatabases {
  readonly from: Database
  readonly to: Database
}

/** Two scratch databases that are there while the tests around this run. */
export function twoDatabases(): TwoDatabases {
  const databases: { from?: Database; to?: Database } = {}
  const scratch = reusedScratch()
  beforeAll(async () => {
    const [from, to] = await Promise.all([scratch.open({ extensions: [] }), scratch.open({ extensions: [] })])
    Object.assign(databases, { from, to })
  })
  return databases as TwoDatabases
}

/** The database with this schema and nothing else, whatever a test before has left open. */
export async function reset(database: Database, sql: string): Promise<Database> {
  await database.exec('ROLLBACK').catch(() => undefined)
  await database.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  await database.exec(sql)
  return database
}
