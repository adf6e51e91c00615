import { z } from 'zod'
import { UserError } from '../base/errors.ts'
import { count } from '../base/text.ts'
import { readCatalog } from '../migration/delta.ts'
import { type Hazard, hazardSchema, hazards } from '../migration/hazards.ts'
import { type Pair, planPair } from '../migration/pair.ts'
import { type Proof, prove } from '../migration/proof.ts'
import { renderSql } from '../migration/sql-file.ts'
import type { Engine, Files, World } from '../ports.ts'
import { loadScript } from '../schema/load.ts'
import { readScript, type Script } from '../schema/script.ts'
import type { WriteMode } from '../writing/mode.ts'

export interface CompareOptions {
  readonly from: string
  readonly to: string
  /** The folder of migrations; without it nothing is written. */
  readonly output?: string | undefined
  readonly name: string
  /** `YYYYMMDDHHMMSS`; the clock's time (UTC) when absent. */
  readonly timestamp?: string | undefined
  readonly write: WriteMode
}

const wayResult = z.object({ path: z.string().optional(), sql: z.string() })

export const compareResultSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.literal('db compare'),
  verdict: z.enum(['proved', 'equal', 'refused']),
  engine: z.object({ name: z.string(), version: z.string() }),
  up: wayResult,
  down: wayResult,
  /** Whether the two files are on disk. */
  written: z.boolean(),
  hazards: z.array(hazardSchema),
  data: z.array(
    z.object({ table: z.string(), verdict: z.enum(['restored', 'structure-only', 'lost']), why: z.string() }),
  ),
  refusals: z.array(z.object({ code: z.string(), object: z.string(), message: z.string() })),
  renameCandidates: z.array(z.object({ from: z.string(), to: z.string(), score: z.number() })),
})
export type CompareResult = z.infer<typeof compareResultSchema>

/** Two schemas → a migration and its rollback, proved on a scratch PostgreSQL, or a refusal. Writes only what was proved. */
export async function dbCompare(
  options: CompareOptions,
  world: Pick<World, 'files' | 'git' | 'input' | 'scratch' | 'clock'>,
): Promise<CompareResult> {
  if (options.from === '-' && options.to === '-') {
    throw new UserError('bad-input', 'Standard input can be one side only. Name a file for the other.')
  }
  const [from, to] = [await readScript(options.from, world), await readScript(options.to, world)]
  const { engine, pair, refusals, up } = await planAndProve(from, to, world)
  const verdict =
    refusals.length > 0 ? 'refused' : pair.up.steps.length + pair.down.steps.length === 0 ? 'equal' : 'proved'
  const found = hazards(up)
  const texts = verdict === 'proved' ? render(pair, options, engine, found) : { up: '', down: '' }
  const paths =
    verdict === 'proved' && options.output !== undefined
      ? await write(texts, options.output, options, world)
      : undefined
  return {
    schemaVersion: 1,
    command: 'db compare',
    verdict,
    engine,
    up: { ...(paths && { path: paths.up }), sql: texts.up },
    down: { ...(paths && { path: paths.down }), sql: texts.down },
    written: paths !== undefined && options.write !== 'plan',
    hazards: [...found],
    data: [],
    refusals: [...refusals],
    renameCandidates: pair.up.renameCandidates.map((candidate) => ({ ...candidate, score: 1 })),
  }
}

interface Proved extends Proof {
  readonly engine: Engine
  readonly pair: Pair
}

async function planAndProve(from: Script, to: Script, { scratch }: Pick<World, 'scratch'>): Promise<Proved> {
  const roles = [...new Set([...from.roles, ...to.roles])].sort()
  const opened = await Promise.allSettled([from, to].map((script) => loadScript(script, roles, scratch)))
  const databases = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  try {
    for (const result of opened) if (result.status === 'rejected') throw result.reason
    const [before, after] = databases
    if (!before || !after) throw new Error('Two databases were opened.')
    const [old, next] = [await readCatalog(before), await readCatalog(after)]
    const pair = planPair(old, next)
    const nothing = pair.up.steps.length === 0 && old.fingerprint === next.fingerprint
    const proof = nothing ? { refusals: [], up: [] } : await prove(pair, old, next, before)
    return { engine: before.engine, pair, ...proof }
  } finally {
    await Promise.all(databases.map((database) => database.close()))
  }
}

function render(
  pair: Pair,
  options: CompareOptions,
  engine: Engine,
  found: readonly Hazard[],
): { up: string; down: string } {
  const proof = `Proved on ${engine.name} (${engine.version}): up gives the new schema, down gives the old one back.`
  const danger = found.map((hazard) => `Hazard ${hazard.rule}: ${hazard.message}`)
  return {
    up: renderSql(
      [`${options.name}, the way there: ${count(pair.up.steps.length, 'statement')}.`, proof, ...danger],
      pair.up,
    ),
    down: renderSql(
      [`${options.name}, the way back: ${count(pair.down.steps.length, 'statement')}.`, proof],
      pair.down,
    ),
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
