import { UserError } from '../../base/errors.ts'
import { type Database, SqlError } from '../../ports/database.ts'
import type { Clock, Log } from '../../ports/host.ts'
import type { World } from '../../ports/world.ts'
import { refuseWhenStopped } from './attempts.ts'
import { makeHistory } from './history.ts'
import { pooled, signLock, waitForLock } from './lock.ts'
import type { Limits } from './settings.ts'
import { nobody, type Watch, watch } from './watch.ts'

export interface SessionOptions extends Limits {
  readonly url: string
  readonly command: string
  /** How long to wait for another run. */
  readonly waitMs: number
  /** Whether something is to be noted; a look leaves no trace. */
  readonly writes: boolean
}

/** A connection with which nobody else migrates meanwhile, and what looks after it. */
export interface Session {
  readonly database: Database
  /** Of its backend; undefined on a copy, which is nobody else's. */
  readonly pid: number | undefined
  readonly watch: Watch
  readonly clock: Clock
  readonly log: Log
  /** The user has interrupted. */
  readonly stop: AbortSignal
  readonly limits: Limits
}

export type SessionWorld = Pick<World, 'servers' | 'clock' | 'log' | 'interruption'>

const longestLookMs = 1000
const shortestLookMs = 50

/** UserErrors: `no-connection`, `pooled-connection`, `migration-locked`, `migration-failed`, `interrupted`. */
export async function withSession<Result>(
  options: SessionOptions,
  world: SessionWorld,
  body: (session: Session) => Promise<Result>,
): Promise<Result> {
  const interrupted = new AbortController()
  const run = async () => {
    const database = await world.servers.open(options.url, 'read-write')
    try {
      return await withWatch(database, options, { ...world, stop: interrupted.signal }, body)
    } catch (error) {
      if (error instanceof SqlError) refuseWhenStopped(interrupted.signal)
      throw withoutRights(error)
    } finally {
      // When the connection is broken, closing it is, too; what broke it has been said.
      await database.close().catch(() => undefined)
    }
  }
  return world.interruption.stoppable(() => interrupted.abort(), run)
}

/** A look at the history, in one transaction that leaves nothing behind, not even in a pooler. UserErrors: `no-connection`, `migration-failed`. */
export async function withLook<Result>(
  url: string,
  { servers }: Pick<World, 'servers'>,
  body: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await servers.open(url, 'read-write')
  try {
    await database.exec("BEGIN READ ONLY; SET LOCAL lock_timeout = '3s'; SET LOCAL statement_timeout = '60s'")
    const seen = await body(database)
    await database.exec('ROLLBACK')
    return seen
  } catch (error) {
    throw withoutRights(error)
  } finally {
    await database.close().catch(() => undefined)
  }
}

function withoutRights(error: unknown): unknown {
  if (!(error instanceof SqlError)) return error
  const message = `PostgreSQL refuses what a run has to ask or to note: ${error.message} (SQLSTATE ${error.state}). Does the user have the rights to read and write all of the schema backwright?`
  return new UserError('migration-failed', message, { cause: error })
}

async function withWatch<Result>(
  database: Database,
  { url, command, waitMs, writes, ...limits }: SessionOptions,
  { servers, clock, log, stop }: SessionWorld & { readonly stop: AbortSignal },
  body: (session: Session) => Promise<Result>,
): Promise<Result> {
  const pid = await backendOf(database)
  const companion = await openCompanion(url, { servers, log })
  if (companion) await refusePooler(pid, database, companion)
  const everyMs = Math.min(longestLookMs, Math.max(shortestLookMs, limits.lockTimeoutMs / 3))
  const watching = companion ? watch(companion, { pid, everyMs, clock, log, stop }) : nobody
  try {
    await waitForLock(database, { waitMs, clock, log, stop })
    if (writes) {
      await makeHistory(database)
      await signLock(command, database)
    }
    return await body({ database, pid, watch: watching, clock, log, stop, limits })
  } finally {
    await watching.close()
  }
}

async function openCompanion(
  url: string,
  { servers, log }: Pick<World, 'servers' | 'log'>,
): Promise<Database | undefined> {
  try {
    return await servers.open(url, 'read-write')
  } catch (error) {
    log.warn(
      `There is no second connection to be had: who is in the way is not said, and an interruption waits for the end of a statement. ${(error as Error).message}`,
    )
    return undefined
  }
}

/** With such a pooler, the second connection gets the backend of the first, or takes it away from it. UserError `pooled-connection`. */
async function refusePooler(pid: number, database: Database, companion: Database): Promise<void> {
  await companion.exec('BEGIN')
  const other = await backendOf(companion)
  const same = other === pid || (await backendOf(database)) !== pid
  await companion.exec('ROLLBACK')
  if (!same) return
  await companion.close()
  throw pooled()
}

async function backendOf(database: Database): Promise<number> {
  const [row] = await database.query('SELECT pg_backend_pid() AS pid')
  return Number(row?.pid)
}
