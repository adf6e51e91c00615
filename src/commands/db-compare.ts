import { z } from 'zod'
import { UserError } from '../base/errors.ts'
import { count } from '../base/text.ts'
import { compareScripts } from '../migration/compare.ts'
import type { Delta, Rename } from '../migration/delta.ts'
import { type Hazard, hazardSchema, hazards } from '../migration/hazards.ts'
import { readLive } from '../migration/live.ts'
import type { Pair } from '../migration/pair.ts'
import { type Survival, survivalSchema } from '../migration/rows/survival.ts'
import { renderSql } from '../migration/sql-file.ts'
import { chooseTarget, type Target } from '../migration/target/target.ts'
import type { Engine, Files, World } from '../ports.ts'
import { readScript, type Script } from '../schema/script.ts'
import { isServer } from '../schema/url.ts'
import type { WriteMode } from '../writing/mode.ts'

export interface CompareOptions {
  readonly from: string
  readonly to: string
  /** The folder of migrations; without it nothing is written. */
  readonly output?: string | undefined
  readonly name: string
  /** `YYYYMMDDHHMMSS`; the clock's time (UTC) when absent. */
  readonly timestamp?: string | undefined
  /** Whether tables that are there before hold rows and are in use. */
  readonly online: boolean
  /** What is renamed, and not dropped and added. */
  readonly renames?: readonly Rename[] | undefined
  /** The major version of PostgreSQL to write for; without it, the sources say it or the oldest is assumed. */
  readonly target?: number | undefined
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
  /** Whether the two files are on disk. */
  written: z.boolean(),
  hazards: z.array(hazardSchema),
  /** What becomes of the rows of the tables that the migration is about. */
  data: z.array(survivalSchema),
  refusals: z.array(z.object({ code: z.string(), object: z.string(), message: z.string() })),
  renameCandidates: z.array(z.object({ from: z.string(), to: z.string(), score: z.number(), accepted: z.boolean() })),
})
export type CompareResult = z.infer<typeof compareResultSchema>

/** Two schemas → a migration and its rollback, proved on a scratch PostgreSQL, or a refusal. Writes only what was proved. */
export async function dbCompare(
  options: CompareOptions,
  world: SourceWorld & Pick<World, 'clock'>,
): Promise<CompareResult> {
  if (options.from === '-' && options.to === '-') {
    throw new UserError('bad-input', 'Standard input can be one side only. Name a file for the other.')
  }
  const [from, to] = [await readSource(options.from, world), await readSource(options.to, world)]
  const target = chooseTarget(options.target, [from.major, to.major])
  const { online, renames } = options
  const compared = await compareScripts(from, to, { online, renames, target }, world.scratch)
  const { engine, pair, refusals, up, stops, survivals } = compared
  const verdict =
    refusals.length > 0 ? 'refused' : pair.up.steps.length + pair.down.steps.length === 0 ? 'equal' : 'proved'
  // Of what is not to be done, no dangers.
  const found = verdict === 'refused' ? [] : await hazards(up, stops)
  const texts =
    verdict === 'proved' ? render(pair, options, { engine, target, found, survivals }) : { up: '', down: '' }
  const paths =
    verdict === 'proved' && options.output !== undefined
      ? await write(texts, options.output, options, world)
      : undefined
  return {
    schemaVersion: 1,
    command: 'db compare',
    verdict,
    engine,
    target,
    up: { ...(paths && { path: paths.up }), sql: texts.up },
    down: { ...(paths && { path: paths.down }), sql: texts.down },
    written: paths !== undefined && options.write !== 'plan',
    hazards: [...found],
    data: [...survivals],
    refusals: [...refusals],
    renameCandidates: [...pair.up.renameCandidates],
  }
}

type SourceWorld = Pick<World, 'files' | 'git' | 'input' | 'scratch' | 'servers'>

function readSource(source: string, world: SourceWorld): Promise<Script> {
  return isServer(source) ? readLive(source, world) : readScript(source, world)
}

interface Shown {
  readonly engine: Engine
  readonly target: Target
  readonly found: readonly Hazard[]
  readonly survivals: readonly Survival[]
}

function render(
  pair: Pair,
  { name }: CompareOptions,
  { engine, target, found, survivals }: Shown,
): { up: string; down: string } {
  const proof = `Proved on ${engine.name} (${engine.version}): up gives the new schema, down gives the old one back.`
  const version = `Written for PostgreSQL ${target.major}${target.because === 'assumed' ? ', which is assumed; --target says another' : ''}.`
  const danger = found.map((hazard) => `Hazard ${hazard.rule}: ${hazard.message}`)
  const rows = survivals
    .filter(({ verdict }) => verdict !== 'restored')
    .map(({ table, verdict, why }) => `Rows of ${table}: ${verdict}. ${why}`)
  const head = (way: string, { steps }: Delta) => `${name}, the way ${way}: ${count(steps.length, 'statement')}.`
  return {
    up: renderSql([head('there', pair.up), proof, version, ...danger], pair.up),
    down: renderSql([head('back', pair.down), proof, version, ...rows], pair.down),
  }
}

async function write(
  texts: { up: string; down: string },
  folder: string,
  options: CompareOptions,
  world: Pick<World, 'files' | 'clock'>,
) {
  const stem = `${folder}/${options.timestamp ?? stamp(world.clock.now())}_${options.name}`
  const up = { path: `${stem}.sql`, text: texts.up }
  const down = { path: `${stem}_rollback.sql`, text: texts.down }
  if (options.write !== 'overwrite') for (const { path } of [up, down]) await refuseExisting(path, world.files)
  if (options.write !== 'plan') await world.files.writeAll([up, down])
  return { up: up.path, down: down.path }
}

async function refuseExisting(path: string, files: Files): Promise<void> {
  if ((await files.readIfThere(path)) === undefined) return
  throw new UserError(
    'file-exists',
    `${path} exists already, and it may have been applied somewhere. Choose another --name or --timestamp, or replace it with --force.`,
    { where: { file: path } },
  )
}

function stamp(now: Date): string {
  return now.toISOString().replace(/\D/g, '').slice(0, 14)
}
