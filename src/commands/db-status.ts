import { readMigrationFiles } from '../migration/runner/files.ts'
import { readHistory } from '../migration/runner/history.ts'
import { compareState } from '../migration/runner/state.ts'
import { type MigrateResult, result } from './migrate-result.ts'
import type { MigrateOptions, MigrateWorld } from './migrate-run.ts'

/** Looks only. UserError `no-connection`. */
export async function dbStatus(
  { connection, source }: Pick<MigrateOptions, 'connection' | 'source'>,
  world: MigrateWorld,
): Promise<MigrateResult> {
  const files = await readMigrationFiles(source.path, world.files)
  const database = await world.servers.open(connection, 'read-only')
  try {
    const state = compareState(files, await readHistory(database))
    return result('db status', connection, state, { ran: 'nothing', applied: [] })
  } finally {
    await database.close()
  }
}
