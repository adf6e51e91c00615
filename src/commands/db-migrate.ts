import { UserError } from '../base/errors.ts'
import type { MigrateResult } from './migrate-result.ts'
import { doneOf, execute, type MigrateOptions, type MigrateWorld, readFiles, refuseOtherWay } from './migrate-run.ts'

export interface UpOptions extends MigrateOptions {
  /** The last version to apply. */
  readonly to?: string | undefined
}

/** Applies what is pending. With drift, nothing is touched. UserErrors: those of the runner. */
export async function dbMigrate(options: UpOptions, world: MigrateWorld): Promise<MigrateResult> {
  const files = await readFiles(options, world)
  return execute('db migrate', files, options, world, (state) => {
    refuseOtherWay(state.interrupted, 'up')
    const last = options.to === undefined ? files.length : 1 + files.findIndex(({ version }) => version === options.to)
    if (last === 0) throw new UserError('bad-option', `There is no migration ${options.to} in ${options.source.path}.`)
    const wanted = new Set(files.slice(0, last))
    return state.pending
      .filter((migration) => wanted.has(migration))
      .map((migration) => ({ migration, way: 'up' as const, done: doneOf(migration, state.interrupted) }))
  })
}
