import { UserError } from '../../base/errors.ts'
import { excerpt, maskSecrets } from '../../base/text.ts'
import type { Database } from '../../ports/database.ts'
import type { Clock, Log } from '../../ports/host.ts'
import { historySchema } from './history.ts'

/** Any number that nobody else takes; the same for every run on a database. */
const lockKey = 7_236_118_902n
const pauseMs = 500

export interface Waiting {
  readonly waitMs: number
  readonly clock: Clock
  readonly log: Log
  readonly stop: AbortSignal
}

/**
 * Waits until no other run is at work, and takes the lock, which goes with the connection: it is free as soon as the backend of its holder
 * is gone, however that came. Asked for again and again, because a backend that waits would hold up the other's CONCURRENTLY.
 * UserErrors: `migration-locked`, `interrupted`.
 */
export async function waitForLock(database: Database, { waitMs, clock, log, stop }: Waiting): Promise<void> {
  const start = clock.elapsed()
  for (let first = true; !(await takeLock(database)); first = false) {
    if (stop.aborted)
      throw new UserError('interrupted', 'Interrupted while another run had the lock. Nothing was done.')
    if (clock.elapsed() - start >= waitMs) {
      const message = `Another run is migrating this database: ${await holder(database)}. Waited ${waitMs / 1000} s. Run again when it is done; \`--wait\` says how long to wait.`
      throw new UserError('migration-locked', message)
    }
    if (first)
      log.warn(`Another run is migrating this database: ${await holder(database)}. Waiting up to ${waitMs / 1000} s.`)
    await clock.sleep(pauseMs, stop)
  }
}

/** False while another run has it. */
async function takeLock(database: Database): Promise<boolean> {
  const [row] = await database.query('SELECT pg_try_advisory_lock($1) AS taken', [String(lockKey)])
  return row?.taken === true
}

/** Leaves word for whoever waits. */
export async function signLock(command: string, database: Database): Promise<void> {
  await database.query(
    `WITH gone AS (DELETE FROM ${historySchema}.run) INSERT INTO ${historySchema}.run (pid, command) VALUES (pg_backend_pid(), $1)`,
    [command],
  )
}

/** Makes sure that the session still has what a migration may have taken from it, or a pooler. UserErrors: `migration-locked`, `pooled-connection`. */
export async function checkLock(pid: number, database: Database): Promise<void> {
  const [row] = await database.query(
    `SELECT pg_backend_pid() AS pid, EXISTS (${holdingSql} AND pid = pg_backend_pid()) AS held`,
  )
  if (row?.pid !== pid) throw pooled()
  if (row?.held === true || (await takeLock(database))) return
  throw new UserError(
    'migration-locked',
    `A migration has given the lock of this run away, and another run took it: ${await holder(database)}.`,
  )
}

export function pooled(): UserError {
  const message =
    'The connection goes through a pooler in transaction mode: it does not keep one session of PostgreSQL, so no lock would hold. Give the address of PostgreSQL itself, or of a pool in session mode.'
  return new UserError('pooled-connection', message)
}

const holdingSql = `
  SELECT pid FROM pg_catalog.pg_locks
  WHERE locktype = 'advisory' AND granted AND objsubid = 1
    AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
    AND classid = ${lockKey >> 32n} AND objid = ${lockKey & 0xffffffffn}`

/** Who has it, as a person may look for them. What another user's session does is told to superusers and the like only. */
async function holder(database: Database): Promise<string> {
  const [backend] = await database.query(
    `SELECT a.pid, a.usename AS who, host(a.client_addr) AS host, to_char(a.backend_start, 'HH24:MI:SS') AS since, a.state, a.query
     FROM pg_catalog.pg_stat_activity a WHERE a.pid IN (${holdingSql})`,
  )
  if (!backend) return 'it has just ended'
  const [signed] = await signature(Number(backend.pid), database)
  const { pid, who, host, since, command } = { ...backend, ...signed } as Readonly<Record<string, unknown>>
  const doing = backend.query ? `, ${backend.state}: \`${maskSecrets(excerpt(String(backend.query), 80))}\`` : ''
  return `${command ?? 'a run'} of ${who}${host ? ` from ${host}` : ''}${since ? ` since ${since}` : ''} (pid ${pid}${doing})`
}

async function signature(pid: number, database: Database) {
  const [there] = await database.query(
    `SELECT has_table_privilege(to_regclass('${historySchema}.run'), 'SELECT') AS yes`,
  )
  if (there?.yes !== true) return []
  return database.query(
    `SELECT who, host, to_char(since, 'HH24:MI:SS') AS since, command FROM ${historySchema}.run WHERE pid = $1`,
    [pid],
  )
}
