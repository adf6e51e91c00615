import { type Database, type Engine, type Scratch, SqlError } from '../ports.ts'
import { loadScript, rolesToLend, unreadable } from '../schema/load.ts'
import type { Script } from '../schema/script.ts'
import { cutIntoParts, type Part } from './formats/parts.ts'
import { notMadeAnew } from './made-anew.ts'
import { type PairMode, type ProvedPair, provePair } from './proved-pair.ts'
import { read } from './reading.ts'
import { type Journey, travelWithRows } from './rows/journey.ts'
import { withLosses } from './rows/losses.ts'
import { checkRows, type RowsCheck } from './rows-check/check.ts'
import { levelTo } from './target/level.ts'

export interface CompareMode extends PairMode {
  /** Whether the pair is to be cut into migrations of one transaction each way. */
  readonly parts?: boolean | undefined
  /** A database whose rows are counted where a statement may stop at them. */
  readonly rows?: Database | undefined
}

/** What comes of two schemas: a pair, whether it was proved, and what it does to rows. */
export interface Comparison extends ProvedPair, Journey {
  readonly engine: Engine
  /** None unless they were asked for. */
  readonly parts: readonly Part[]
  readonly rowsCheck?: RowsCheck | undefined
}

const nowhere = { survivals: [], stops: [], parts: [] } as const

/** Plans the way from one script to the other and back, and proves both in scratch databases, empty and with rows. UserError `bad-schema`. */
export async function compareScripts(
  from: Script,
  to: Script,
  mode: CompareMode,
  scratch: Scratch,
): Promise<Comparison> {
  const roles = rolesToLend([from, to], scratch.reach)
  const opened: Promise<Database>[] = []
  // Either side may bring in an extension that the other lacks, and the way there starts on the side that lacks it.
  const extensions = [...new Set([...from.extensions, ...to.extensions])].sort()
  const statements = Math.max(from.statements.length, to.statements.length)
  const sized: Scratch = { ...scratch, open: (options) => scratch.open({ ...options, statements }) }
  const open = async (script: Script) => {
    const database = loadScript({ ...script, extensions }, roles, sized)
    opened.push(database)
    if (mode.target) await levelTo(mode.target.major, await database)
    return database
  }
  try {
    const [before, after] = await Promise.all([open(from), open(to)])
    const { engine } = before
    const overlooked = [...(await notMadeAnew(from, before)), ...(await notMadeAnew(to, after))]
    const found = await provePair(before, after, mode)
    const proved =
      overlooked.length === 0 ? found : { ...found, isEqual: false, refusals: [...overlooked, ...found.refusals] }
    if (proved.isEqual || proved.refusals.length > 0) return { engine, ...proved, ...nowhere }
    // The proof has brought the database back to where it was, and empty.
    const parts = mode.parts ? await cutIntoParts(proved.pair, before) : []
    const again = once(before, () => open(from))
    const journey = await travelWithRows(proved.pair, after, again)
    const rowsCheck = mode.rows && (await checkRows(proved.pair.up.steps, { wanted: after, rows: mode.rows }))
    return { engine, ...proved, up: withLosses(proved.up, journey.survivals), parts, ...journey, rowsCheck }
  } catch (error) {
    throw unreadable(error, (await unreadableSide([from, to], opened)) ?? `${from.file} or ${to.file}`)
  } finally {
    for (const result of await Promise.allSettled(opened)) if (result.status === 'fulfilled') await result.value.close()
  }
}

/** The file whose database cannot be read, such as one with an expression that is nested too deeply to be told again. */
async function unreadableSide(scripts: readonly Script[], opened: readonly Promise<Database>[]) {
  for (const [index, { file }] of scripts.entries()) {
    const database = await opened[index]?.catch(() => undefined)
    const failed =
      database &&
      (await read(database).then(
        () => false,
        (error: unknown) => error instanceof SqlError,
      ))
    if (failed) return file
  }
  return undefined
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
