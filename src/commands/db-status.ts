import { readMigrationFiles } from '../migration/runner/files.ts'
import { readHistory } from '../migration/runner/history.ts'
import { withLook } from '../migration/runner/session.ts'
import { compareState } from '../migration/runner/state.ts'
import { type MigrateResult, result } from './migrate-result.ts'
import type { MigrateOptions, MigrateWorld } from './migrate-run.ts'

/** Looks only. UserErrors: `no-connection`, `migration-failed` without the right to read the history. */
export async function dbStatus(
  { connection, source }: Pick<MigrateOptions, 'connection' | 'source'>,
  world: MigrateWorld,
): Promise<MigrateResult> {
  const files = await readMigrationFiles(source.path, world.files)
  return withLook(connection, world, async (database) => {
    const state = compareState(files, await readHistory(database))
    return result('db status', connection, state, { ran: 'nothing', applied: [] })
  })
}
