import type { Database } from '../ports.ts'
import { withAlteredColumns } from './altered-columns.ts'
import type { Change } from './change.ts'
import { changesBetween } from './changes.ts'
import { planColumnOptions } from './column-options.ts'
import { withoutEmptyDrops } from './defaults.ts'
import type { Rename } from './delta.ts'
import { orderEventTags } from './event-tags.ts'
import { type Extras, planExtras, readExtras, withExtras } from './extras/extras.ts'
import { rewriteOnline } from './online/online.ts'
import { type Pair, planPair } from './pair.ts'
import { planPartitionIndexes } from './partitions/indexes.ts'
import { type Proof, prove } from './proof.ts'
import { compareReadings, read } from './reading.ts'
import { chooseRenames } from './rename.ts'
import { fillReturningColumns } from './returning-columns.ts'
import { refuseSecrets } from './secrets.ts'
import type { Target } from './target/target.ts'
import { refuseNewer, writeFor } from './target/write.ts'

export interface PairMode {
  /** Whether tables that are there before hold rows and are in use. */
  readonly online: boolean
  /** What is renamed, and not dropped and added. */
  readonly renames?: readonly Rename[] | undefined
  /** The version that is written for; without it, that of the scratch database. */
  readonly target?: Target | undefined
}

/** A pair, and whether it was proved on empty tables. */
export interface ProvedPair extends Proof {
  readonly pair: Pair
  readonly changes: readonly Change[]
  /** Whether there is nothing to do. */
  readonly isEqual: boolean
}

/** Plans the way from one scratch database to the other and back, and proves both in the first, which is as it was afterwards when they are. */
export async function provePair(from: Database, to: Database, mode: PairMode): Promise<ProvedPair> {
  const { renames = [], target } = mode
  const [before, after] = await Promise.all([read(from), read(to)])
  const offered = planPair(before.catalog, after.catalog)
  const planned =
    renames.length > 0 ? planPair(before.catalog, after.catalog, chooseRenames(renames, offered)) : offered
  const extras = await readExtras(from, to)
  const pair = await finish(planned, { from, to, extras }, mode)
  const accepted = planned.up.renameCandidates.filter((candidate) => candidate.accepted)
  const between = changesBetween(before.catalog, after.catalog, accepted)
  const changes = withExtras(withAlteredColumns(between, pair.up.steps), extras)
  const isEqual = pair.up.steps.length === 0 && compareReadings(before, after).length === 0
  if (isEqual) return { pair, changes, isEqual, refusals: [], up: [] }
  const unsaid = [...refuseSecrets(pair), ...(target ? await refuseNewer(target, pair) : [])]
  if (unsaid.length > 0) return { pair, changes, isEqual, refusals: unsaid, up: [] }
  return { pair, changes, isEqual, ...(await prove(pair, before, after, from)) }
}

interface Ends {
  readonly from: Database
  readonly to: Database
  readonly extras: Extras
}

/** What the diff engine leaves to be done: what it gets wrong or does not know, the gentle ways, the words of the version. */
async function finish(planned: Pair, { from, to, extras }: Ends, { online, target }: PairMode): Promise<Pair> {
  const filled = {
    up: await orderEventTags(await withoutEmptyDrops(planned.up, from), to),
    down: await fillReturningColumns(await orderEventTags(await withoutEmptyDrops(planned.down, to), from), from),
  }
  const whole = await planPartitionIndexes(await planColumnOptions(filled, from, to), from, to)
  const complete = planExtras(whole, extras)
  const gentle = online ? await rewriteOnline(complete, from, to) : complete
  return target ? writeFor(target, gentle, from, to) : gentle
}
