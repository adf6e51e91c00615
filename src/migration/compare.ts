import { type Database, type Engine, type Scratch, SqlError } from '../ports/database.ts'
import { loadScript, rolesToLend, unreadable } from '../schema/load.ts'
import type { Script } from '../schema/script.ts'
import { apply } from './apply.ts'
import type { Change } from './change.ts'
import type { Delta } from './delta.ts'
import { cutIntoParts, type Part } from './formats/parts.ts'
import { notMadeAnew } from './made-anew.ts'
import type { Pair } from './pair.ts'
import { type PairMode, type PlannedPair, planBetween } from './planned-pair.ts'
import { type Proof, prove } from './proof.ts'
import { read } from './reading.ts'
import { type Journey, travelWithRows } from './rows/journey.ts'
import { withLosses } from './rows/losses.ts'
import { readGround } from './rows/seed.ts'
import { checkRows, type RowsCheck } from './rows-check/check.ts'
import { levelTo } from './target/level.ts'

export interface CompareMode extends PairMode {
  /** Whether the pair is to be cut into migrations of one transaction each way. */
  readonly parts?: boolean | undefined
  /** A database whose rows are counted where a statement may stop at them. */
  readonly rows?: Database | undefined
}

/** What comes of two schemas: a pair, whether it was proved, and what it does to rows. */
export interface Comparison extends Proof, Journey {
  readonly engine: Engine
  readonly pair: Pair
  readonly changes: readonly Change[]
  /** Whether there is nothing to do. */
  readonly isEqual: boolean
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
    const overlooked = await Promise.all([notMadeAnew(from, before), notMadeAnew(to, after)])
    const planned = await planBetween(before, after, mode)
    const { pair, changes } = planned
    const refusals = [...overlooked.flat(), ...planned.refusals]
    const isEqual = planned.isEqual && refusals.length === 0
    const outcome = { engine, pair, changes, isEqual }
    if (isEqual || refusals.length > 0) return { ...outcome, refusals, up: [], ...nowhere }
    const proved = await proveWithRows(planned, { before, after, again: () => open(from) }, mode)
    if (proved.refusals.length > 0) return { ...outcome, ...proved, ...nowhere }
    // The proof has brought the database back to where it was.
    const parts = mode.parts ? await cutIntoParts(pair, before) : []
    return { ...outcome, ...proved, up: withLosses(proved.up, proved.survivals), parts }
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

interface Ends {
  readonly before: Database
  readonly after: Database
  /** One more database in the state of the first. */
  again(): Promise<Database>
}

/** Proves a pair in the one database, while rows travel in the other, which is taken back for them: it is not needed any more. */
async function proveWithRows(
  { pair, route, tables }: PlannedPair,
  { before, after, again }: Ends,
  { rows }: CompareMode,
): Promise<Proof & Journey & Pick<Comparison, 'rowsCheck'>> {
  const proving = prove(pair, route, before)
  const isProved = async () => (await proving).refusals.length === 0
  const travel = async () => {
    const ground = await readGround(tables, after)
    const rowsCheck = rows && (await isProved()) ? await checkRows(pair.up.steps, { wanted: after, rows }) : undefined
    const first = await takenBack(pair.down, after)
    const starts = first ? [first] : []
    const start = async () => starts.pop() ?? ((await isProved()) ? again() : undefined)
    return { ...(await travelWithRows(pair, ground, start)), rowsCheck }
  }
  const [proof, journey] = await Promise.all([proving, travel()])
  return { ...proof, ...journey }
}

/** Undefined when the way back stops. From a database that the way there has led to, it may not. */
async function takenBack(down: Delta, database: Database): Promise<Database | undefined> {
  const { failure } = await apply(down, database)
  return failure ? undefined : database
}
