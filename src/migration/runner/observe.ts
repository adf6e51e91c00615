import type { Database } from '../../ports/database.ts'
import type { Clock } from '../../ports/host.ts'
import type { Statement } from '../../schema/statements.ts'
import { storage } from '../storage.ts'
import { shown } from './passwords.ts'

/** What PostgreSQL did for a statement. */
export interface ObservedStatement {
  /** Without the passwords in it. */
  readonly sql: string
  readonly durationMs: number
  /** The locks that it took on tables and indexes and that were not held before; not seen outside a transaction. */
  readonly locks: readonly { readonly mode: string; readonly object: string }[]
  /** Whether it wrote a table anew. */
  readonly rewrote: boolean
  /** How many rows it was about. */
  readonly rows: number
}

export type Observe = (statement: Statement) => Promise<ObservedStatement>

/** Runs statements of one part, and looks what each has done. */
export async function observer(database: Database, clock: Clock): Promise<Observe> {
  const tables = await storage(database)
  const held = new Set(await lockTexts(database))
  return async (statement) => {
    const start = clock.elapsed()
    const rows = await database.exec(statement.sql)
    const durationMs = Math.round((clock.elapsed() - start) * 10) / 10
    const sql = shown(statement)
    // A question would come between BEGIN and SET TRANSACTION, which must be the first.
    if (statement.kind === 'VariableSetStmt') return { sql, durationMs, locks: [], rewrote: false, rows }
    const locks = (await lockTexts(database)).filter((lock) => !held.has(lock))
    for (const lock of locks) held.add(lock)
    const rewrote = (await tables.rewritten()).length > 0
    return { sql, durationMs, locks: locks.map(lockOf), rewrote, rows }
  }
}

/** As `mode object`; what the questions themselves lock is weaker and of the catalog. */
async function lockTexts(database: Database): Promise<readonly string[]> {
  const rows = await database.query(`
    SELECT DISTINCT l.mode || ' ' || format('%I.%I', n.nspname, c.relname) AS lock
    FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'backwright')
    ORDER BY 1`)
  return rows.map(({ lock }) => String(lock))
}

function lockOf(text: string): { mode: string; object: string } {
  const space = text.indexOf(' ')
  return { mode: text.slice(0, space), object: text.slice(space + 1) }
}
