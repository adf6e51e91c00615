import type { Database } from '../ports.ts'
import { planColumnOptions } from './column-options.ts'
import { withoutEmptyDrops } from './defaults.ts'
import { orderEventTags } from './event-tags.ts'
import { type Extras, planExtras } from './extras/extras.ts'
import type { Pair } from './pair.ts'
import { planPartitionIndexes } from './partitions/indexes.ts'
import { planPopulation } from './population.ts'
import { fillReturningColumns } from './returning-columns.ts'

/** The two databases of a pair, and what they hold of which the diff engine knows nothing. */
export interface Ends {
  readonly from: Database
  readonly to: Database
  readonly extras: Extras
}

/** Adds to a plan of the diff engine what it does not know, and mends what it gets wrong. */
export async function complete(planned: Pair, { from, to, extras }: Ends): Promise<Pair> {
  const filled = {
    up: await orderEventTags(await withoutEmptyDrops(planned.up, from), to),
    down: await fillReturningColumns(await orderEventTags(await withoutEmptyDrops(planned.down, to), from), from),
  }
  const populated = await planPopulation(filled, from, to)
  const whole = await planPartitionIndexes(await planColumnOptions(populated, from, to), from, to)
  return planExtras(whole, extras)
}
