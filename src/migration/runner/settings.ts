import { type Database, SqlError } from '../../ports/database.ts'
import type { Statement } from '../../schema/statements.ts'

export interface Limits {
  /** How long a statement may wait for a lock; 0 for ever. */
  readonly lockTimeoutMs: number
  /** How long a statement may run; 0 for ever. */
  readonly statementTimeoutMs: number
}

/** What `CREATE INDEX CONCURRENTLY` and its like need: they wait for the transactions of others, and hold nobody up. */
export const unlimited: Limits = { lockTimeoutMs: 0, statementTimeoutMs: 0 }

/** Whatever a migration has set, for the session or its role, is as it was when the session began. */
export const resetAll = 'RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL'

/** A session as it began, with limits of ours and then with what the file has set. */
export async function setUp(
  { lockTimeoutMs, statementTimeoutMs }: Limits,
  settings: readonly Statement[],
  database: Database,
): Promise<void> {
  await database.exec(
    `${resetAll}; SET lock_timeout = '${lockTimeoutMs}ms'; SET statement_timeout = '${statementTimeoutMs}ms'`,
  )
  await noticeDeath(database)
  for (const { sql } of settings) await database.exec(sql)
}

/** How soon a backend notices that its client is gone, also while it waits or works. */
async function noticeDeath(database: Database): Promise<void> {
  try {
    await database.exec("SET client_connection_check_interval = '2s'")
  } catch (error) {
    // PostgreSQL before 14 and some systems cannot; then it notices when its statement is done.
    if (!(error instanceof SqlError)) throw error
  }
}

/** Whether a statement sets something that outlives its transaction: SET, RESET, and set_config as pg_dump writes it. */
export function isSetting({ kind, tree }: Statement): boolean {
  if (kind === 'VariableSetStmt') return tree.is_local !== true && tree.kind !== 'VAR_SET_MULTI'
  if (kind !== 'SelectStmt' || tree.fromClause !== undefined) return false
  const targets = (tree.targetList ?? []) as readonly { ResTarget?: { val?: { FuncCall?: Call } } }[]
  return targets.length > 0 && targets.every(({ ResTarget }) => setsConfig(ResTarget?.val?.FuncCall))
}

interface Call {
  readonly funcname: readonly { String?: { sval?: string } }[]
}

function setsConfig(call: Call | undefined): boolean {
  return call?.funcname.at(-1)?.String?.sval === 'set_config'
}

/** What a session keeps beside its settings must not reach the next migration. */
export async function endFile(database: Database): Promise<void> {
  await database.exec(`${resetAll}; CLOSE ALL; DEALLOCATE ALL; UNLISTEN *; DISCARD TEMP; DISCARD SEQUENCES`)
}
