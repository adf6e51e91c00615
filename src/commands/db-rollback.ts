import { UserError } from '../base/errors.ts'
import type { MigrationFile } from '../migration/runner/files.ts'
import type { MigrateResult } from './migrate-result.ts'
import {
  execute,
  type MigrateOptions,
  type MigrateWorld,
  readFiles,
  refuseBoth,
  refuseOtherWay,
  startOf,
} from './migrate-run.ts'

export interface DownOptions extends MigrateOptions {
  /** The version to go back to, which stays. */
  readonly to?: string | undefined
  /** How many to take back; one when neither is said. */
  readonly steps?: number | undefined
}

/** Takes back what was applied last. UserErrors: those of the runner, `no-rollback` among them. */
export async function dbRollback(options: DownOptions, world: MigrateWorld): Promise<MigrateResult> {
  refuseBoth(options)
  const files = await readFiles(options, world)
  return execute('db rollback', files, options, world, (state, history) => {
    refuseOtherWay(state.interrupted, 'down')
    // A late one was applied after later ones, and goes before them.
    const applied = history.flatMap((row) => files.filter(({ version }) => version === row.version)).reverse()
    return applied.slice(0, howMany(applied, options)).map((migration) => ({
      migration,
      way: 'down' as const,
      from: startOf(migration, state.interrupted),
    }))
  })
}

function howMany(applied: readonly MigrationFile[], { to, steps, source }: DownOptions): number {
  if (to === undefined) return steps ?? 1
  const target = applied.findIndex(({ version }) => version === to)
  if (target >= 0) return target
  throw new UserError('bad-option', `The version ${to} is not applied, or not in ${source.path}.`)
}
