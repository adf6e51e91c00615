import { UserError } from '../base/errors.ts'
import { type MigrationFile, readMigrationFile, readMigrationFiles } from '../migration/runner/files.ts'
import { type HistoryRow, readHistory } from '../migration/runner/history.ts'
import { readParts } from '../migration/runner/parts.ts'
import { rehearse } from '../migration/runner/rehearsal.ts'
import { refuseOtherStart, runMigration, type Step, script } from '../migration/runner/run.ts'
import { type Session, withSession } from '../migration/runner/session.ts'
import { compareState, type State } from '../migration/runner/state.ts'
import type { Database } from '../ports/database.ts'
import type { World } from '../ports/world.ts'
import { type MigrateResult, report, result } from './migrate-result.ts'

export interface MigrateOptions {
  readonly connection: string
  /** A folder of migrations, or one file. */
  readonly source: { readonly kind: 'folder' | 'file'; readonly path: string }
  readonly dryRun: boolean
  readonly lockTimeoutMs: number
  readonly statementTimeoutMs: number
  /** How long to wait for another run. */
  readonly waitMs: number
  /** How long a dry run may hold its locks. */
  readonly dryRunLimitMs: number
}

export type MigrateWorld = Pick<World, 'files' | 'servers' | 'scratch' | 'clock' | 'log' | 'interruption'>

/** The migrations that the user names. UserErrors: `missing-file`, `empty-input`, `bad-input`. */
export async function readFiles(
  { source }: MigrateOptions,
  { files }: MigrateWorld,
): Promise<readonly MigrationFile[]> {
  return source.kind === 'folder'
    ? readMigrationFiles(source.path, files)
    : [await readMigrationFile(source.path, files)]
}

/** What is to be done, from where the database stands. */
export type Choose = (state: State, history: readonly HistoryRow[]) => readonly Step[]

/** Does it, or tries it, and says what was done. With drift, nothing is touched. What was done before a failure is part of its report. */
export async function execute(
  command: MigrateResult['command'],
  files: readonly MigrationFile[],
  options: MigrateOptions,
  world: MigrateWorld,
  choose: Choose,
): Promise<MigrateResult> {
  const { connection, lockTimeoutMs, statementTimeoutMs, waitMs, dryRun } = options
  const limits = { lockTimeoutMs, statementTimeoutMs }
  return withSession({ url: connection, command, waitMs, writes: !dryRun, ...limits }, world, async (session) => {
    const { state, history } = await look(files, options, session.database)
    if (state.name === 'drifted') return result(command, connection, state, { ran: 'nothing', applied: [] })
    const steps = choose(state, history)
    // All of them, before the first is begun.
    for (const step of steps) await check(step, session)
    if (dryRun) {
      const { where, statements } = await rehearse(
        steps,
        session,
        { url: connection, limitMs: options.dryRunLimitMs },
        world,
      )
      const applied = steps.map(({ migration }) => report(migration, statements.get(migration.version) ?? []))
      return result(command, connection, state, { ran: where, applied })
    }
    const applied: MigrateResult['applied'] = []
    const soFar = async () =>
      result(command, connection, (await look(files, options, session.database)).state, { ran: 'for-real', applied })
    try {
      for (const step of steps) applied.push(await take(step, session))
    } catch (error) {
      throw await withReport(error, applied, soFar)
    }
    return soFar()
  })
}

async function look(files: readonly MigrationFile[], { source }: MigrateOptions, database: Database) {
  const history = await readHistory(database)
  // One file says nothing of the others.
  const known = source.kind === 'file' ? history.filter(({ version }) => version === files[0]?.version) : history
  return { history: known, state: compareState(files, known) }
}

async function check(step: Step, session: Session): Promise<void> {
  const { file, text } = script(step.migration, step.way)
  await readParts(text, file)
  await refuseOtherStart(step, session)
}

async function take(step: Step, session: Session): Promise<MigrateResult['applied'][number]> {
  const { version, name } = step.migration
  const title = version === name ? version : `${version} ${name}`
  session.log.info(`${step.way === 'up' ? 'Applying' : 'Taking back'} ${title} ...`)
  const done = report(step.migration, await runMigration(step, session))
  session.log.info(`  done in ${done.durationMs} ms`)
  return done
}

/** A failure, with what was done before it. */
async function withReport(
  error: unknown,
  applied: MigrateResult['applied'],
  soFar: () => Promise<MigrateResult>,
): Promise<unknown> {
  if (!(error instanceof UserError)) return error
  const before = applied.length === 0 ? '' : ` Done before it: ${applied.map(({ version }) => version).join(', ')}.`
  // Where the connection is gone, the state cannot be asked for.
  const partial = await soFar().catch(() => ({ applied }))
  return new UserError(error.code, `${error.message}${before}`, { cause: error, where: error.where, partial })
}

/** How far an interrupted run has come with a migration. */
export function startOf({ version }: MigrationFile, interrupted: HistoryRow | undefined): Step['from'] {
  return interrupted?.version === version ? interrupted : { done: 0, begun: undefined }
}

/** What is half-way is finished the way it went, or nobody knows what is there. UserError `migration-failed`. */
export function refuseOtherWay(interrupted: HistoryRow | undefined, way: 'up' | 'down'): void {
  if (!interrupted || interrupted.way === way) return
  const [what, command] = interrupted.way === 'up' ? ['migration', 'db migrate'] : ['rollback', 'db rollback']
  throw new UserError(
    'migration-failed',
    `The ${what} of ${interrupted.version}_${interrupted.name} was interrupted after part ${interrupted.done}. Finish it first, with \`${command}\`.`,
  )
}

/** UserError `bad-option`. */
export function refuseBoth({
  to,
  steps,
}: {
  readonly to?: string | undefined
  readonly steps?: number | undefined
}): void {
  if (to === undefined || steps === undefined) return
  throw new UserError('bad-option', '--to and --steps both say how far to go. Give one of them.')
}
