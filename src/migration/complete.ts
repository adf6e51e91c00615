import type { Database } from '../ports/database.ts'
import { planColumnOptions } from './column-options.ts'
import { withoutEmptyDrops } from './defaults.ts'
import { orderEventTags } from './event-tags.ts'
import { type Extras, planExtras, readExtras } from './extras/extras.ts'
import type { Pair } from './pair.ts'
import { planPartitionIndexes } from './partitions/indexes.ts'
import { planPopulation } from './population.ts'
import { fillReturningColumns } from './returning-columns.ts'
import { readTwoStates, type TwoStates } from './rows/tables.ts'

/** The two databases of a pair, and what they hold that the diff engine does not tell. */
export interface Ends {
  readonly from: Database
  readonly to: Database
  readonly extras: Extras
  readonly tables: TwoStates
}

export async function readEnds(from: Database, to: Database): Promise<Ends> {
  return { from, to, extras: await readExtras(from, to), tables: await readTwoStates(from, to) }
}

/** Adds to a plan of the diff engine what it does not know, and mends what it gets wrong. */
export async function complete(planned: Pair, { from, to, extras, tables: { start, end } }: Ends): Promise<Pair> {
  const filled = {
    up: await orderEventTags(withoutEmptyDrops(planned.up, start), to),
    down: fillReturningColumns(await orderEventTags(withoutEmptyDrops(planned.down, end), from), start),
  }
  const populated = await planPopulation(filled, from, to)
  const whole = await planPartitionIndexes(await planColumnOptions(populated, from, to), from, to)
  return planExtras(whole, extras)
}
