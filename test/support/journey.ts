import { readCatalog } from '../../src/migration/catalog.ts'
import { planPair } from '../../src/migration/pair.ts'
import { fillReturningColumns } from '../../src/migration/returning-columns.ts'
import { type Journey, travelWithRows } from '../../src/migration/rows/journey.ts'
import { readGround } from '../../src/migration/rows/seed.ts'
import { readTwoStates } from '../../src/migration/rows/tables.ts'
import { reset, type TwoDatabases } from './two-databases.ts'

/** Two schemas in, what becomes of rows on the way there and back out, on a real PostgreSQL. */
export async function journey(before: string, after: string, { from, to }: TwoDatabases): Promise<Journey> {
  await reset(from, before)
  await reset(to, after)
  const planned = planPair(await readCatalog(from), await readCatalog(to))
  const tables = await readTwoStates(from, to)
  const pair = { ...planned, down: fillReturningColumns(planned.down, tables.start) }
  return travelWithRows(pair, await readGround(tables, to), () => reset(from, before))
}
