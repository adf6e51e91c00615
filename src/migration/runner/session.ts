import { UserError } from '../../base/errors.ts'
import { type Database, SqlError, type World } from '../../ports.ts'
import { makeHistory, takeLock } from './history.ts'

const lockAttempts = 20
const lockPauseMs = 500

/** A connection that nobody else migrates on meanwhile. UserErrors: `no-connection`, `migration-locked`, `migration-failed`. */
export async function withSession<Result>(
  url: string,
  { servers, clock, log }: Pick<World, 'servers' | 'clock' | 'log'>,
  body: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await servers.open(url, 'read-write')
  try {
    await waitForLock(database, { clock, log })
    await prepare(database)
    return await body(database)
  } finally {
    await database.close()
  }
}

async function waitForLock(database: Database, { clock, log }: Pick<World, 'clock' | 'log'>): Promise<void> {
  for (let attempt = 0; attempt < lockAttempts; attempt++) {
    if (await takeLock(database)) return
    if (attempt === 0) log.info('Another run is migrating this database; waiting for it ...')
    await clock.sleep(lockPauseMs)
  }
  throw new UserError(
    'migration-locked',
    `Another run has been migrating this database for ${(lockAttempts * lockPauseMs) / 1000} s. Run again when it is done.`,
  )
}

async function prepare(database: Database): Promise<void> {
  try {
    await makeHistory(database)
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    const message = `The history of migrations cannot be made: ${error.message}. The user needs CREATE on the database.`
    throw new UserError('migration-failed', message, { cause: error })
  }
}
