import type { Database } from '../../ports/database.ts'
import { qualified } from '../../schema/sql.ts'
import { apply, type Failure } from '../apply.ts'
import type { Pair } from '../pair.ts'
import { type Photos, photograph } from './photos.ts'
import { type Ground, seed } from './seed.ts'
import { judgeSurvival, type Survival } from './survival.ts'

/** A statement that runs on empty tables and stops where rows are. */
export interface Stop extends Failure {
  readonly way: 'up' | 'down'
}

export interface Journey {
  readonly survivals: readonly Survival[]
  readonly stops: readonly Stop[]
}

/** How often the journey starts anew, with easier rows or without any where it stopped. */
const attempts = 6

/** Gives an empty database in the state where the pair starts, which the caller closes; undefined when no journey is wanted any more. */
export type Start = () => Promise<Database | undefined>

/** Fills a database with rows and takes a pair there and back, to see what becomes of them. */
export async function travelWithRows(pair: Pair, ground: Ground, open: Start): Promise<Journey> {
  const [fitting, without] = [new Set<string>(), new Set<string>()]
  const stops: Stop[] = []
  let photos: Photos = new Map()
  for (let attempt = 0; attempt < attempts; attempt++) {
    const database = await open()
    if (!database) break
    const failures = await seed(database, ground, { fitting, without })
    photos = await photograph(database)
    const trip = await thereAndBack(pair, database)
    if ('survived' in trip) {
      const survivals = judgeSurvival({ before: photos, ...trip.survived }, failures, pair.up)
      return { survivals, stops }
    }
    const table = tableOf(trip.stop)
    if (table === undefined || !fitting.has(table)) stops.push(trip.stop)
    if (table === undefined || without.has(table)) break
    if (fitting.has(table)) without.add(table)
    else fitting.add(table)
  }
  const unseen = new Map([...photos.keys()].map((table) => [table, 'the journey stops at rows']))
  return { survivals: judgeSurvival({ before: photos, between: photos, after: photos }, unseen, pair.up), stops }
}

type Trip = { readonly survived: { readonly between: Photos; readonly after: Photos } } | { readonly stop: Stop }

async function thereAndBack(pair: Pair, database: Database): Promise<Trip> {
  const up = await apply(pair.up, database)
  if (up.failure) return { stop: { way: 'up', ...up.failure } }
  const between = await photograph(database)
  const down = await apply(pair.down, database)
  if (down.failure) return { stop: { way: 'down', ...down.failure } }
  return { survived: { between, after: await photograph(database) } }
}

function tableOf({ step: { tables } }: Stop): string | undefined {
  const [table] = tables
  return table && qualified(table.schema, table.table)
}
