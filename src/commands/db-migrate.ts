import { UserError } from '../base/errors.ts'
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

export interface UpOptions extends MigrateOptions {
  /** The last version to apply. */
  readonly to?: string | undefined
  /** How many to apply at most. */
  readonly steps?: number | undefined
}

/** Applies what is pending. With drift, nothing is touched. UserErrors: those of the runner. */
export async function dbMigrate(options: UpOptions, world: MigrateWorld): Promise<MigrateResult> {
  refuseBoth(options)
  const files = await readFiles(options, world)
  return execute('db migrate', files, options, world, (state) => {
    refuseOtherWay(state.interrupted, 'up')
    const last = options.to === undefined ? files.length : 1 + files.findIndex(({ version }) => version === options.to)
    if (last === 0) throw new UserError('bad-option', `There is no migration ${options.to} in ${options.source.path}.`)
    const wanted = new Set(files.slice(0, last))
    return state.pending
      .filter((migration) => wanted.has(migration))
      .slice(0, options.steps)
      .map((migration) => ({ migration, way: 'up' as const, from: startOf(migration, state.interrupted) }))
  })
}
