import type { Database } from '../ports.ts'
import { withAlteredColumns } from './altered-columns.ts'
import type { Change } from './change.ts'
import { changesBetween } from './changes.ts'
import { complete, type Ends } from './complete.ts'
import type { Rename } from './delta.ts'
import { readExtras, withExtras } from './extras/extras.ts'
import { rewriteOnline } from './online/online.ts'
import { type Pair, planPair } from './pair.ts'
import { type Proof, prove } from './proof.ts'
import { compareReadings, read } from './reading.ts'
import { chooseRenames } from './rename.ts'
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
  const ends = { from, to, extras }
  const pair = await finish(await complete(planned, ends), ends, mode)
  const accepted = planned.up.renameCandidates.filter((candidate) => candidate.accepted)
  const between = changesBetween(before.catalog, after.catalog, accepted)
  const changes = withExtras(withAlteredColumns(between, pair.up.steps), extras)
  const isEqual = pair.up.steps.length === 0 && compareReadings(before, after).length === 0
  if (isEqual) return { pair, changes, isEqual, refusals: [], up: [] }
  const unsaid = [...refuseSecrets(pair), ...(target ? await refuseNewer(target, pair) : [])]
  if (unsaid.length > 0) return { pair, changes, isEqual, refusals: unsaid, up: [] }
  return { pair, changes, isEqual, ...(await prove(pair, before, after, from)) }
}

/** The gentle ways, and the words of the version that it is written for. */
async function finish(whole: Pair, { from, to }: Ends, { online, target }: PairMode): Promise<Pair> {
  const gentle = online ? await rewriteOnline(whole, from, to) : whole
  return target ? writeFor(target, gentle, from, to) : gentle
}
