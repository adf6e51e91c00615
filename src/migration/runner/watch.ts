import { excerpt, maskSecrets } from '../../base/text.ts'
import type { Database } from '../../ports/database.ts'
import type { Clock, Log } from '../../ports/host.ts'

/** A second connection that looks after the first: says what it waits for, and cancels it when the user interrupts. */
export interface Watch {
  /** Who was last seen in the way since the last call. */
  blockers(): string | undefined
  close(): Promise<void>
}

/** Where nobody else can be in the way. */
export const nobody: Watch = { blockers: () => undefined, close: async () => undefined }

const repeatMs = 30_000

export interface Watching {
  readonly pid: number
  /** How often to look. */
  readonly everyMs: number
  readonly clock: Clock
  readonly log: Log
  readonly stop: AbortSignal
}

/** Looks until it is closed, and closes the connection. */
export function watch(companion: Database, watching: Watching): Watch {
  const closing = new AbortController()
  let seen: string | undefined
  const looking = look(companion, watching, closing.signal, (blockers) => {
    seen = blockers
  })
  return {
    blockers() {
      const last = seen
      seen = undefined
      return last
    },
    async close() {
      closing.abort()
      await looking
      // Its end is nobody's trouble any more.
      await companion.close().catch(() => undefined)
    },
  }
}

async function look(
  companion: Database,
  { pid, everyMs, clock, log, stop }: Watching,
  closing: AbortSignal,
  found: (blockers: string) => void,
): Promise<void> {
  let told = ''
  let toldAt = 0
  try {
    while (!closing.aborted) {
      await clock.sleep(everyMs, stop.aborted ? closing : AbortSignal.any([closing, stop]))
      if (closing.aborted) return
      // Again and again: between two statements there is nothing to cancel.
      if (stop.aborted) await companion.query('SELECT pg_cancel_backend($1)', [pid])
      const blockers = await findBlockers(companion, pid)
      if (blockers) found(blockers.text)
      else await tellProgress(companion, pid, log)
      if (!blockers || (blockers.pids === told && clock.elapsed() - toldAt < repeatMs)) continue
      log.warn(`Waiting for ${blockers.text}.`)
      told = blockers.pids
      toldAt = clock.elapsed()
    }
  } catch {
    // The server is gone, and the session that is looked after says so; or the look is forbidden, and nothing depends on it.
  }
}

async function findBlockers(companion: Database, pid: number): Promise<{ pids: string; text: string } | undefined> {
  const rows = await companion.query(
    `SELECT DISTINCT blocker AS pid, a.application_name, a.usename, a.state, a.query, to_char(a.xact_start, 'HH24:MI:SS') AS since
     FROM unnest(pg_catalog.pg_blocking_pids($1)) AS blocker LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = blocker ORDER BY 1 LIMIT 5`,
    [pid],
  )
  if (rows.length === 0) return undefined
  return { pids: rows.map((row) => row.pid).join(), text: rows.map(describe).join('; ') }
}

function describe({ pid, application_name, usename, state, query, since }: Readonly<Record<string, unknown>>): string {
  if (pid === 0) return 'a prepared transaction (see pg_prepared_xacts)'
  const facts = [application_name, usename && `user ${usename}`, state, since && `in its transaction since ${since}`]
  const doing = query ? `: \`${maskSecrets(excerpt(String(query), 80))}\`` : ''
  return `pid ${pid} (${facts.filter(Boolean).join(', ')}${doing})`
}

async function tellProgress(companion: Database, pid: number, log: Log): Promise<void> {
  const [row] = await companion.query(
    `SELECT phase, (100.0 * greatest(blocks_done, tuples_done) / nullif(greatest(blocks_total, tuples_total), 0))::int AS share
     FROM pg_catalog.pg_stat_progress_create_index WHERE pid = $1`,
    [pid],
  )
  if (row) log.info(`  ${row.phase}${row.share === null ? '' : `, ${row.share} %`}`)
}
