import type { Database, Engine, Scratch } from '../ports.ts'
import { loadScript, unreadable } from '../schema/load.ts'
import type { Script } from '../schema/script.ts'
import { withAlteredColumns } from './altered-columns.ts'
import type { Change } from './change.ts'
import { changesBetween } from './changes.ts'
import { planColumnOptions } from './column-options.ts'
import { withoutEmptyDrops } from './defaults.ts'
import type { Rename } from './delta.ts'
import { orderEventTags } from './event-tags.ts'
import { cutIntoParts, type Part } from './formats/parts.ts'
import { rewriteOnline } from './online/online.ts'
import { type Pair, planPair } from './pair.ts'
import { planPartitionIndexes } from './partitions/indexes.ts'
import { isSame, type Proof, prove, readState } from './proof.ts'
import { chooseRenames } from './rename.ts'
import { fillReturningColumns } from './returning-columns.ts'
import { type Journey, travelWithRows } from './rows/journey.ts'
import { withLosses } from './rows/losses.ts'
import { refuseSecrets } from './secrets.ts'
import { levelTo } from './target/level.ts'
import type { Target } from './target/target.ts'
import { refuseNewer, writeFor } from './target/write.ts'

export interface CompareMode {
  /** Whether tables that are there before hold rows and are in use. */
  readonly online: boolean
  /** What is renamed, and not dropped and added. */
  readonly renames?: readonly Rename[] | undefined
  /** Whether the pair is to be cut into migrations of one transaction each way. */
  readonly parts?: boolean | undefined
  /** The version that is written for; without it, that of the scratch database. */
  readonly target?: Target | undefined
}

/** What comes of two schemas: a pair, whether it was proved, and what it does to rows. */
export interface Comparison extends Proof, Journey {
  readonly engine: Engine
  readonly pair: Pair
  readonly changes: readonly Change[]
  /** None unless they were asked for. */
  readonly parts: readonly Part[]
}

const nowhere = { survivals: [], stops: [], parts: [] } as const

/** Plans the way from one script to the other and back, and proves both in scratch databases, empty and with rows. UserError `bad-schema`. */
export async function compareScripts(
  from: Script,
  to: Script,
  { online, renames = [], target, parts: cut }: CompareMode,
  scratch: Scratch,
): Promise<Comparison> {
  const roles = [...new Set([...from.roles, ...to.roles])].sort()
  const opened: Promise<Database>[] = []
  // Either side may bring in an extension that the other lacks, and the way there starts on the side that lacks it.
  const extensions = [...new Set([...from.extensions, ...to.extensions])].sort()
  const open = async (script: Script) => {
    const database = loadScript({ ...script, extensions }, roles, scratch)
    opened.push(database)
    if (target) await levelTo(target.major, await database)
    return database
  }
  try {
    const [before, after] = await Promise.all([open(from), open(to)])
    const [old, next] = await Promise.all([readState(before), readState(after)])
    const offered = planPair(old.catalog, next.catalog)
    const planned = renames.length > 0 ? planPair(old.catalog, next.catalog, chooseRenames(renames, offered)) : offered
    const pair = await finish(planned, before, after, { online, target })
    const { engine } = before
    const accepted = planned.up.renameCandidates.filter((candidate) => candidate.accepted)
    const changes = withAlteredColumns(changesBetween(old.catalog, next.catalog, accepted), pair.up.steps)
    if (pair.up.steps.length === 0 && isSame(old, next)) {
      return { engine, pair, changes, refusals: [], up: [], ...nowhere }
    }
    const unsaid = [...refuseSecrets(pair), ...(target ? await refuseNewer(target, pair) : [])]
    if (unsaid.length > 0) return { engine, pair, changes, refusals: unsaid, up: [], ...nowhere }
    const proof = await prove(pair, old, next, before)
    if (proof.refusals.length > 0) return { engine, pair, changes, ...proof, ...nowhere }
    // The proof has brought the database back to where it was, and empty.
    const parts = cut ? await cutIntoParts(pair, before) : []
    const again = once(before, () => open(from))
    const journey = await travelWithRows(pair, after, again)
    return { engine, pair, changes, refusals: [], up: withLosses(proof.up, journey.survivals), parts, ...journey }
  } catch (error) {
    throw unreadable(error, `${from.file} or ${to.file}`)
  } finally {
    for (const result of await Promise.allSettled(opened)) if (result.status === 'fulfilled') await result.value.close()
  }
}

/** What the diff engine leaves to be done: what it gets wrong or does not know, the gentle ways, the words of the version. */
async function finish(planned: Pair, from: Database, to: Database, { online, target }: CompareMode): Promise<Pair> {
  const filled = {
    up: await orderEventTags(await withoutEmptyDrops(planned.up, from), to),
    down: await fillReturningColumns(await orderEventTags(await withoutEmptyDrops(planned.down, to), from), from),
  }
  const whole = await planPartitionIndexes(await planColumnOptions(filled, from, to), from, to)
  const gentle = online ? await rewriteOnline(whole, from, to) : whole
  return target ? writeFor(target, gentle, from, to) : gentle
}

/** The first one, then others. */
function once<Item>(first: Item, others: () => Promise<Item>): () => Promise<Item> {
  let used = false
  return async () => {
    if (used) return others()
    used = true
    return first
  }
}
