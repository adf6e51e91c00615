import { UserError } from '../../base/errors.ts'
import { type Database, SqlError } from '../../ports/database.ts'
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
  /** What the statement outside transactions that was under way found when it began; undefined when none was. */
  readonly begun: readonly string[] | undefined
  readonly finished: boolean
}

/** What was applied, in the order in which it was; empty before the first migration. */
export async function readHistory(database: Database): Promise<readonly HistoryRow[]> {
  const [there] = await database.query(`SELECT to_regclass('${historySchema}.migration') IS NOT NULL AS yes`)
  if (there?.yes !== true) return []
  const rows = await database.query(`SELECT * FROM ${historySchema}.migration ORDER BY position`)
  return rows.map(({ version, name, checksum, way, done, begun, finished_at }) => ({
    version: String(version),
    name: String(name),
    checksum: String(checksum),
    way: way === 'down' ? 'down' : 'up',
    done: Number(done),
    begun: begun === null ? undefined : (begun as readonly string[]),
    finished: finished_at !== null,
  }))
}

/** Makes what is missing, and only that: who may not create may still migrate where others have. UserError `migration-failed`. */
export async function makeHistory(database: Database): Promise<void> {
  try {
    for (const { name, sql } of tables) {
      const [there] = await database.query('SELECT to_regclass($1) IS NOT NULL AS yes', [`${historySchema}.${name}`])
      if (there?.yes !== true) await database.exec(`CREATE SCHEMA IF NOT EXISTS ${historySchema}; ${sql}`)
    }
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    const message = `The history of migrations cannot be made: ${error.message}. The user needs CREATE on the database, and the server must take writes (no standby).`
    throw new UserError('migration-failed', message, { cause: error })
  }
}

const tables = [
  {
    name: 'migration',
    sql: `CREATE TABLE ${historySchema}.migration (
      version text PRIMARY KEY,
      name text NOT NULL,
      checksum text NOT NULL,
      way text NOT NULL CHECK (way IN ('up', 'down')),
      done integer NOT NULL,
      parts_checksum text NOT NULL,
      begun text[],
      position bigint GENERATED ALWAYS AS IDENTITY,
      applied_by text NOT NULL DEFAULT session_user,
      started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      finished_at timestamptz
    )`,
  },
  {
    name: 'run',
    sql: `CREATE TABLE ${historySchema}.run (
      pid integer NOT NULL,
      who text NOT NULL DEFAULT session_user,
      host text NOT NULL DEFAULT coalesce(host(inet_client_addr()), 'this host'),
      command text NOT NULL,
      since timestamptz NOT NULL DEFAULT clock_timestamp()
    )`,
  },
]

export interface Progress {
  readonly way: 'up' | 'down'
  /** How many parts are done. */
  readonly done: number
  readonly last: boolean
  /** Of the part after them, when it cannot be in a transaction and begins. */
  readonly begun?: readonly string[] | undefined
  /** The text of the parts that are done or begun, which may not change any more. */
  readonly text: string
}

/** Notes how far a way is; in the transaction of the part, where it has one. */
export async function noteProgress(
  { version, name, checksum }: MigrationFile,
  { way, done, last, begun, text }: Progress,
  database: Database,
): Promise<void> {
  if (way === 'down' && last) {
    await database.query(`DELETE FROM ${historySchema}.migration WHERE version = $1`, [version])
    return
  }
  await database.query(
    `INSERT INTO ${historySchema}.migration AS m (version, name, checksum, way, done, begun, parts_checksum, finished_at)
     VALUES ($1, $2, $3, $4, $5, $6, encode(sha256(convert_to($7, 'UTF8')), 'hex'), CASE WHEN $8 THEN clock_timestamp() END)
     ON CONFLICT (version) DO UPDATE
     SET way = excluded.way, done = excluded.done, begun = excluded.begun, parts_checksum = excluded.parts_checksum,
         finished_at = excluded.finished_at, checksum = excluded.checksum,
         started_at = CASE WHEN m.finished_at IS NULL THEN m.started_at ELSE excluded.started_at END`,
    [version, name, checksum, way, done, begun ?? null, text, last],
  )
}

/** Takes the note back of a way that has come to nothing: no part is done, and none is half done. */
export async function forgetStart({ version }: MigrationFile, way: 'up' | 'down', database: Database): Promise<void> {
  const sql =
    way === 'up'
      ? `DELETE FROM ${historySchema}.migration WHERE version = $1`
      : `UPDATE ${historySchema}.migration SET way = 'up', begun = NULL, finished_at = clock_timestamp() WHERE version = $1`
  await database.query(sql, [version])
}

/** Whether the parts that an interrupted run has done are still what the file begins with. */
export async function beginsAs({ version }: MigrationFile, text: string, database: Database): Promise<boolean> {
  const [row] = await database.query(
    `SELECT parts_checksum = encode(sha256(convert_to($2, 'UTF8')), 'hex') AS same FROM ${historySchema}.migration WHERE version = $1`,
    [version, text],
  )
  return row?.same === true
}
