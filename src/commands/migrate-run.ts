import { UserError } from '../base/errors.ts'
import { type MigrationFile, readMigrationFile, readMigrationFiles } from '../migration/runner/files.ts'
import { type HistoryRow, readHistory } from '../migration/runner/history.ts'
import { rehearse, type Step } from '../migration/runner/rehearsal.ts'
import { runMigration } from '../migration/runner/run.ts'
import { withSession } from '../migration/runner/session.ts'
import { compareState, type State } from '../migration/runner/state.ts'
import type { Database, World } from '../ports.ts'
import { type MigrateResult, report, result } from './migrate-result.ts'

export interface MigrateOptions {
  readonly connection: string
  /** A folder of migrations, or one file. */
  readonly source: { readonly kind: 'folder' | 'file'; readonly path: string }
  readonly dryRun: boolean
  readonly lockTimeoutMs: number
}

export type MigrateWorld = Pick<World, 'files' | 'servers' | 'scratch' | 'clock' | 'log'>

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

/** Does it, or tries it, and says what was done. With drift, nothing is touched. */
export async function execute(
  command: MigrateResult['command'],
  files: readonly MigrationFile[],
  options: MigrateOptions,
  world: MigrateWorld,
  choose: Choose,
): Promise<MigrateResult> {
  const { connection, lockTimeoutMs, source } = options
  const look = async (database: Database) => {
    const history = await readHistory(database)
    // One file says nothing of the others.
    const known = source.kind === 'file' ? history.filter(({ version }) => version === files[0]?.version) : history
    return { history: known, state: compareState(files, known) }
  }
  if (options.dryRun) {
    const database = await world.servers.open(connection, 'read-only')
    const { state, history } = await look(database).finally(() => database.close())
    if (state.name === 'drifted') return result(command, connection, state, { ran: 'nothing', applied: [] })
    const steps = choose(state, history)
    const { where, statements } = await rehearse(steps, connection, lockTimeoutMs, world)
    const applied = steps.map(({ migration }) => report(migration, statements.get(migration.version) ?? []))
    return result(command, connection, state, { ran: where, applied })
  }
  return withSession(connection, world, async (database) => {
    const { state, history } = await look(database)
    if (state.name === 'drifted') return result(command, connection, state, { ran: 'nothing', applied: [] })
    const applied: MigrateResult['applied'] = []
    for (const { migration, way, done } of choose(state, history)) {
      world.log.info(`${way === 'up' ? 'Applying' : 'Taking back'} ${migration.version} ${migration.name} ...`)
      applied.push(
        report(migration, await runMigration(migration, { way, done, lockTimeoutMs }, database, world.clock)),
      )
    }
    return result(command, connection, (await look(database)).state, { ran: 'for-real', applied })
  })
}

/** How many parts of a migration an interrupted run has done. */
export function doneOf({ version }: MigrationFile, interrupted: HistoryRow | undefined): number {
  return interrupted?.version === version ? interrupted.done : 0
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
