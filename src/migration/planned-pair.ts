import type { Database } from '../ports/database.ts'
import { withAlteredColumns } from './altered-columns.ts'
import type { Change } from './change.ts'
import { changesBetween } from './changes.ts'
import { complete, type Ends, readEnds } from './complete.ts'
import type { Rename } from './delta.ts'
import { withExtras } from './extras/extras.ts'
import { rewriteOnline } from './online/online.ts'
import { type Pair, planPair } from './pair.ts'
import type { Refusal, Route } from './proof.ts'
import { compareReadings, read } from './reading.ts'
import { chooseRenames } from './rename.ts'
import type { TwoStates } from './rows/tables.ts'
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

/** A pair that waits for its proof. */
export interface PlannedPair {
  readonly pair: Pair
  readonly changes: readonly Change[]
  /** Whether there is nothing to do. */
  readonly isEqual: boolean
  /** What cannot be written, so that there is nothing to prove. */
  readonly refusals: readonly Refusal[]
  readonly route: Route
  readonly tables: TwoStates
}

/** Plans the way from one scratch database to the other and back. Both stay as they are. */
export async function planBetween(from: Database, to: Database, mode: PairMode): Promise<PlannedPair> {
  const { renames = [], target } = mode
  const [before, after] = await Promise.all([read(from), read(to)])
  const offered = planPair(before.catalog, after.catalog)
  const planned =
    renames.length > 0 ? planPair(before.catalog, after.catalog, chooseRenames(renames, offered)) : offered
  const ends = await readEnds(from, to)
  const pair = await finish(await complete(planned, ends), ends, mode)
  const accepted = planned.up.renameCandidates.filter((candidate) => candidate.accepted)
  const between = changesBetween(before.catalog, after.catalog, accepted)
  const changes = withExtras(withAlteredColumns(between, pair.up.steps), ends.extras)
  const isEqual = pair.up.steps.length === 0 && compareReadings(before, after).length === 0
  const refusals = [...refuseSecrets(pair), ...(target ? await refuseNewer(target, pair) : [])]
  return { pair, changes, isEqual, refusals, route: { from: before, to: after }, tables: ends.tables }
}

/** The gentle ways, and the words of the version that it is written for. */
async function finish(whole: Pair, { from, to }: Ends, { online, target }: PairMode): Promise<Pair> {
  const gentle = online ? await rewriteOnline(whole, from, to) : whole
  return target ? writeFor(target, gentle, from, to) : gentle
}
