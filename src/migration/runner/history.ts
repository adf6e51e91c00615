import type { Database } from '../../ports.ts'
import type { MigrationFile } from './files.ts'

/** Where a database remembers its migrations; no comparison looks at it. */
export const historySchema = 'backwright'

export interface HistoryRow {
  readonly version: string
  readonly name: string
  readonly checksum: string
  readonly way: 'up' | 'down'
  /** How many parts are done; all of them unless a run was interrupted. */
  readonly done: number
  readonly finished: boolean
}

/** What was applied, in the order in which it was; empty before the first migration. */
export async function readHistory(database: Database): Promise<readonly HistoryRow[]> {
  const [there] = await database.query(`SELECT to_regclass('${historySchema}.migration') IS NOT NULL AS yes`)
  if (there?.yes !== true) return []
  const rows = await database.query(`SELECT * FROM ${historySchema}.migration ORDER BY started_at, version`)
  return rows.map(({ version, name, checksum, way, done, finished_at }) => ({
    version: String(version),
    name: String(name),
    checksum: String(checksum),
    way: way === 'down' ? 'down' : 'up',
    done: Number(done),
    finished: finished_at !== null,
  }))
}

export async function makeHistory(database: Database): Promise<void> {
  await database.exec(`
    CREATE SCHEMA IF NOT EXISTS ${historySchema};
    CREATE TABLE IF NOT EXISTS ${historySchema}.migration (
      version text PRIMARY KEY,
      name text NOT NULL,
      checksum text NOT NULL,
      way text NOT NULL CHECK (way IN ('up', 'down')),
      done integer NOT NULL,
      started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      finished_at timestamptz
    )`)
}

/** Notes that so many parts of a way are done; in the transaction of the part, where it has one. */
export async function noteProgress(
  { version, name, checksum }: MigrationFile,
  { way, done, last }: { readonly way: 'up' | 'down'; readonly done: number; readonly last: boolean },
  database: Database,
): Promise<void> {
  if (way === 'down' && last) {
    await database.query(`DELETE FROM ${historySchema}.migration WHERE version = $1`, [version])
    return
  }
  await database.query(
    `INSERT INTO ${historySchema}.migration (version, name, checksum, way, done, finished_at)
     VALUES ($1, $2, $3, $4, $5, CASE WHEN $6 THEN clock_timestamp() END)
     ON CONFLICT (version) DO UPDATE
     SET way = excluded.way, done = excluded.done, finished_at = excluded.finished_at, checksum = excluded.checksum`,
    [version, name, checksum, way, done, last],
  )
}

/** Any number that nobody else takes; the same for every run on a database. */
const lockKey = 7_236_118_902

/** False while another run has it. It goes with the connection, whatever happens. */
export async function takeLock(database: Database): Promise<boolean> {
  const [row] = await database.query('SELECT pg_try_advisory_lock($1) AS taken', [lockKey])
  return row?.taken === true
}
