import type { Database, Engine, Scratch } from '../ports.ts'
import { loadScript, unreadable } from '../schema/load.ts'
import type { Script } from '../schema/script.ts'
import { type Change, changesBetween } from './changes.ts'
import { withoutEmptyDrops } from './defaults.ts'
import { type Rename, readCatalog } from './delta.ts'
import { cutIntoParts, type Part } from './formats/parts.ts'
import { rewriteOnline } from './online/online.ts'
import { type Pair, planPair } from './pair.ts'
import { type Proof, prove } from './proof.ts'
import { chooseRenames } from './rename.ts'
import { fillReturningColumns } from './returning-columns.ts'
import { type Journey, travelWithRows } from './rows/journey.ts'
import { withLosses } from './rows/losses.ts'

export interface CompareMode {
  /** Whether tables that are there before hold rows and are in use. */
  readonly online: boolean
  /** What is renamed, and not dropped and added. */
  readonly renames?: readonly Rename[] | undefined
  /** Whether the pair is to be cut into migrations of one transaction each way. */
  readonly parts?: boolean | undefined
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
  { online, renames = [], parts: cut }: CompareMode,
  scratch: Scratch,
): Promise<Comparison> {
  const roles = [...new Set([...from.roles, ...to.roles])].sort()
  const opened: Promise<Database>[] = []
  // Either side may bring in an extension that the other lacks, and the way there starts on the side that lacks it.
  const extensions = [...new Set([...from.extensions, ...to.extensions])].sort()
  const open = (script: Script) => {
    const database = loadScript({ ...script, extensions }, roles, scratch)
    opened.push(database)
    return database
  }
  try {
    const [before, after] = await Promise.all([open(from), open(to)])
    const [old, next] = [await readCatalog(before), await readCatalog(after)]
    const offered = planPair(old, next)
    const planned = renames.length > 0 ? planPair(old, next, chooseRenames(renames, offered)) : offered
    const filled = {
      up: await withoutEmptyDrops(planned.up, before),
      down: await fillReturningColumns(await withoutEmptyDrops(planned.down, after), before),
    }
    const pair = online ? await rewriteOnline(filled, before, after) : filled
    const { engine } = before
    const accepted = planned.up.renameCandidates.filter((candidate) => candidate.accepted)
    const changes = changesBetween(old, next, accepted)
    if (pair.up.steps.length === 0 && old.fingerprint === next.fingerprint) {
      return { engine, pair, changes, refusals: [], up: [], ...nowhere }
    }
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

/** The first one, then others. */
function once<Item>(first: Item, others: () => Promise<Item>): () => Promise<Item> {
  let used = false
  return async () => {
    if (used) return others()
    used = true
    return first
  }
}
