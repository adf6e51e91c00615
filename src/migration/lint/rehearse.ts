import { UserError } from '../../base/errors.ts'
import { type Database, SqlError } from '../../ports/database.ts'
import type { Statement } from '../../schema/statements.ts'
import { actsOf } from '../acts/read.ts'
import type { Observed, SaidNo } from '../situation.ts'
import { storage } from '../storage.ts'
import type { PlacedStatement } from './place.ts'
import { lockBetween, lostOptions, type Relations, readLocks, readRelations, scansBetween } from './relations.ts'

export interface Rehearsal {
  /** What PostgreSQL did, statement by statement; undefined for what was not run. */
  readonly observed: readonly (Observed | undefined)[]
  /** What was there at the start. */
  readonly start: Relations
  /** The statement that PostgreSQL refused; nothing after it was run. */
  readonly refused: Statement | undefined
}

/** Runs a migration in a scratch database, transaction by transaction, and looks what PostgreSQL does. */
export async function rehearse(placed: readonly PlacedStatement[], database: Database): Promise<Rehearsal> {
  const start = await readRelations(database)
  const watch = await watcher(start, database)
  const observed: (Observed | undefined)[] = []
  let open: PlacedStatement['transaction'] | undefined
  for (const { statement, transaction } of placed) {
    if (open && transaction !== open) {
      await database.exec('COMMIT')
      open = undefined
    }
    if (!runs(statement)) {
      observed.push(undefined)
      continue
    }
    if (!open && transaction.kind !== 'alone') {
      await database.exec('BEGIN')
      open = transaction
    }
    const seen = await watch(statement)
    observed.push(seen)
    if (seen.error) {
      if (open) await database.exec('ROLLBACK')
      return { observed, start, refused: statement }
    }
  }
  if (open) await database.exec('COMMIT')
  return { observed, start, refused: undefined }
}

/** Transactions are made here; rows of COPY are not at hand, and the scratch database stands for every other one. */
function runs({ kind }: Statement): boolean {
  return !skipped.has(kind)
}

const skipped = new Set([
  'TransactionStmt',
  'CopyStmt',
  'CreatedbStmt',
  'DropdbStmt',
  'AlterDatabaseStmt',
  'AlterDatabaseSetStmt',
  'AlterSystemStmt',
  'CreateTableSpaceStmt',
  'DropTableSpaceStmt',
])

async function watcher(start: Relations, database: Database): Promise<(statement: Statement) => Promise<Observed>> {
  const files = await storage(database)
  let last = start
  return async (statement) => {
    const held = await readLocks(start, database)
    const error = await attempt(statement, database)
    if (error) return { rewrites: [], scans: undefined, lock: undefined, error, lostOptions: [] }
    const next = await readRelations(database)
    const scans = scansBetween(start, last, next)
    last = next
    const acts = actsOf(statement)
    return {
      rewrites: await files.rewritten(statement.sql),
      scans,
      // Outside a transaction, a lock is gone by the time that it could be seen.
      lock: lockBetween(held, await readLocks(start, database)),
      error: undefined,
      lostOptions: acts.flatMap((act) => (act.kind === 'make-view' ? lostOptions(start, next, act.name) : [])),
    }
  }
}

async function attempt({ sql, file, line }: Statement, database: Database): Promise<SaidNo | undefined> {
  try {
    await database.exec(sql)
    return undefined
  } catch (error) {
    if (error instanceof SqlError) {
      const { message, state } = error
      return { message, state, unjudged: /^extension ".*" is not available$/s.test(message) }
    }
    // A statement that does not come to an end is known by its place.
    if (error instanceof UserError && error.where.line === undefined) {
      throw new UserError(error.code, `${file}:${line}: ${error.message}`, { cause: error, where: { file, line } })
    }
    throw error
  }
}
