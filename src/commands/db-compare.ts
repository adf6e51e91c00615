import { z } from 'zod'
import { UserError } from '../base/errors.ts'
import { changeSchema } from '../migration/change.ts'
import { type Comparison, compareScripts } from '../migration/compare.ts'
import type { Rename } from '../migration/delta.ts'
import type { Format } from '../migration/formats/format.ts'
import { plain, plainText } from '../migration/formats/plain.ts'
import { hazardSchema, hazards } from '../migration/hazards.ts'
import { readLive } from '../migration/live.ts'
import { survivalSchema } from '../migration/rows/survival.ts'
import { stopsByRows } from '../migration/rows-check/check.ts'
import { chooseTarget, type Target } from '../migration/target/target.ts'
import type { World } from '../ports/world.ts'
import { readScript, type Script } from '../schema/script.ts'
import { isServer } from '../schema/url.ts'
import type { WriteMode } from '../writing/mode.ts'
import { rowsResult, rowsResultSchema, withRows } from './db-compare-rows.ts'
import { draftOf } from './migration-draft.ts'
import { placeMigration } from './migration-files.ts'
import { planWithRenames } from './rename-questions.ts'

export interface CompareOptions {
  readonly from: string
  readonly to: string
  /** The folder of migrations; without it nothing is written. */
  readonly output?: string | undefined
  readonly name: string
  /** Whose files are written; ours by default. */
  readonly format?: Format | undefined
  /** `YYYYMMDDHHMMSS`; the clock's time (UTC) when absent. */
  readonly timestamp?: string | undefined
  /** Whether tables that are there before hold rows and are in use. */
  readonly online: boolean
  /** What is renamed, and not dropped and added. */
  readonly renames?: readonly Rename[] | undefined
  /** The major version of PostgreSQL to write for; without it, the sources say it or the oldest is assumed. */
  readonly target?: number | undefined
  /** A database whose rows are counted where a statement may stop at them. */
  readonly rows?: string | undefined
  readonly write: WriteMode
}

const wayResult = z.object({ path: z.string().optional(), sql: z.string() })

export const compareResultSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.literal('db compare'),
  verdict: z.enum(['proved', 'equal', 'refused']),
  engine: z.object({ name: z.string(), version: z.string() }),
  /** The version that the pair is written for, and who says so. */
  target: z.object({ major: z.number().int(), because: z.enum(['asked', 'server', 'assumed']) }),
  up: wayResult,
  down: wayResult,
  /** All files of the pair, where there is a folder for them, in the order of their versions. */
  files: z.array(z.object({ path: z.string(), text: z.string() })),
  /** What differs, by table. */
  changes: z.array(changeSchema),
  /** Whether the files are on disk. */
  written: z.boolean(),
  hazards: z.array(hazardSchema),
  /** What becomes of the rows of the tables that the migration is about. */
  data: z.array(survivalSchema),
  refusals: z.array(z.object({ code: z.string(), object: z.string(), message: z.string() })),
  renameCandidates: z.array(z.object({ from: z.string(), to: z.string(), score: z.number(), accepted: z.boolean() })),
  rows: rowsResultSchema.optional(),
})
export type CompareResult = z.infer<typeof compareResultSchema>

/** Two schemas → a migration and its rollback, proved on a scratch PostgreSQL, or a refusal. Writes only what was proved. */
export async function dbCompare(
  options: CompareOptions,
  world: SourceWorld & Pick<World, 'clock' | 'log' | 'confirm'>,
): Promise<CompareResult> {
  const { format = plain } = options
  if (format !== plain && options.output === undefined) {
    throw new UserError(
      'bad-option',
      `--format ${format.id} makes files. Say in which folder with --output; --dry-run only shows them.`,
    )
  }
  const { target, compared } = await compare(options, format, world)
  const { engine, pair, refusals, up, survivals, rowsCheck } = compared
  const stops = rowsCheck ? stopsByRows(compared.stops, rowsCheck) : compared.stops
  const verdict =
    refusals.length > 0 ? 'refused' : pair.up.steps.length + pair.down.steps.length === 0 ? 'equal' : 'proved'
  // Of what is not to be done, no dangers.
  const found = verdict === 'refused' ? [] : await hazards(up, stops)
  const draft = draftOf(options.name, compared, { target, found })
  const proved = verdict === 'proved'
  const { output: folder, timestamp, write } = options
  const placed =
    proved && folder !== undefined
      ? await placeMigration(draft, { format, folder, timestamp, write }, world)
      : undefined
  const way = (direction: 'up' | 'down') => ({
    ...(placed && { path: placed[direction] }),
    sql: proved ? plainText(draft.comments[direction], pair[direction]) : '',
  })
  return {
    schemaVersion: 1,
    command: 'db compare',
    verdict,
    engine,
    target,
    up: way('up'),
    down: way('down'),
    files: [...(placed?.files ?? [])],
    changes: [...compared.changes],
    written: placed !== undefined && write !== 'plan',
    hazards: [...found],
    data: [...survivals],
    refusals: [...refusals],
    renameCandidates: [...pair.up.renameCandidates],
    ...(rowsCheck && { rows: rowsResult(rowsCheck) }),
  }
}

type SourceWorld = Pick<World, 'files' | 'git' | 'input' | 'scratch' | 'servers'>

/** Reads both sides and compares them, with the renames that somebody has named. */
async function compare(
  options: CompareOptions,
  format: Format,
  world: SourceWorld & Pick<World, 'confirm'>,
): Promise<{ readonly target: Target; readonly compared: Comparison }> {
  if (options.from === '-' && options.to === '-') {
    throw new UserError('bad-input', 'Standard input can be one side only. Name a file for the other.')
  }
  const [from, to] = [await readSource(options.from, world), await readSource(options.to, world)]
  const target = chooseTarget(options.target, [from.major, to.major])
  const mode = { online: options.online, target, parts: format !== plain }
  const compared = await withRows(options.rows, world, (rows) => {
    const planWith = (renames: readonly Rename[]) => compareScripts(from, to, { ...mode, renames, rows }, world.scratch)
    return planWithRenames(options.renames ?? [], planWith, world.confirm)
  })
  return { target, compared }
}

function readSource(source: string, world: SourceWorld): Promise<Script> {
  return isServer(source) ? readLive(source, world) : readScript(source, world)
}
