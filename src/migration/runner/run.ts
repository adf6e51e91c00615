import { UserError } from '../../base/errors.ts'
import { excerpt } from '../../base/text.ts'
import { type Clock, type Database, SqlError } from '../../ports.ts'
import { qualified } from '../../schema/sql.ts'
import type { Statement } from '../../schema/statements.ts'
import type { MigrationFile } from './files.ts'
import { noteProgress } from './history.ts'
import { type ObservedStatement, observer } from './observe.ts'
import { type Part, readParts } from './parts.ts'

export interface RunOptions {
  readonly way: 'up' | 'down'
  /** How many parts an earlier run has done. */
  readonly done: number
  readonly lockTimeoutMs: number
}

const lockRetries = 5
const firstPauseMs = 500

/** SQLSTATE: a lock was not to be had in time. */
const lockNotAvailable = '55P03'

/** Takes one migration there or back, part by part; each part is noted with what it did. UserErrors: `migration-failed`, `no-rollback`. */
export async function runMigration(
  migration: MigrationFile,
  options: RunOptions,
  database: Database,
  clock: Clock,
): Promise<readonly ObservedStatement[]> {
  const { file, text } = script(migration, options.way)
  const parts = await readParts(text, file)
  const observed: ObservedStatement[] = []
  for (const [index, part] of parts.entries()) {
    if (index < options.done) continue
    const note = () =>
      noteProgress(migration, { way: options.way, done: index + 1, last: index + 1 === parts.length }, database)
    const run = part.transactional ? runTogether : runAlone
    observed.push(...(await run(part, { note, lockTimeoutMs: options.lockTimeoutMs }, database, clock)))
  }
  // A migration without a statement is done, too.
  if (parts.length === 0) await noteProgress(migration, { way: options.way, done: 0, last: true }, database)
  return observed
}

export function script(migration: MigrationFile, way: 'up' | 'down'): { readonly file: string; readonly text: string } {
  if (way === 'up') return { file: migration.file, text: migration.up }
  if (migration.down) return migration.down
  const message = `${migration.file} has no way back: there is no _rollback.sql or .down.sql beside it. Write one, or roll back less.`
  throw new UserError('no-rollback', message, { where: { file: migration.file } })
}

interface PartOptions {
  readonly note: () => Promise<void>
  readonly lockTimeoutMs: number
}

/** One transaction, its note included. When a lock is not to be had, everybody behind it may go on, and it is tried again later. */
async function runTogether(
  part: Part,
  { note, lockTimeoutMs }: PartOptions,
  database: Database,
  clock: Clock,
): Promise<readonly ObservedStatement[]> {
  for (let attempt = 0; ; attempt++) {
    await database.exec(`BEGIN; SET LOCAL lock_timeout = '${lockTimeoutMs}ms'`)
    try {
      const observed = await runAll(part, database, clock)
      await note()
      await database.exec('COMMIT')
      return observed
    } catch (error) {
      await database.exec('ROLLBACK')
      if (!(error instanceof Refused)) throw error
      if (error.cause.state !== lockNotAvailable || attempt === lockRetries) throw failed(error)
      await clock.sleep(firstPauseMs * 2 ** attempt)
    }
  }
}

/** What PostgreSQL refuses inside a transaction. A build that is interrupted leaves an invalid index behind, which only stands in the way. */
async function runAlone(
  part: Part,
  { note }: PartOptions,
  database: Database,
  clock: Clock,
): Promise<readonly ObservedStatement[]> {
  await database.exec('SET lock_timeout = 0')
  for (const statement of part.statements) await dropInvalid(statement, database)
  try {
    const observed = await runAll(part, database, clock)
    await note()
    return observed
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    await dropInvalid(error.statement, database)
    throw failed(error)
  }
}

class Refused extends Error {
  readonly statement: Statement
  override readonly cause: SqlError

  constructor(statement: Statement, cause: SqlError) {
    super(cause.message)
    this.statement = statement
    this.cause = cause
  }
}

async function runAll({ statements }: Part, database: Database, clock: Clock): Promise<readonly ObservedStatement[]> {
  const observe = await observer(database, clock)
  const observed: ObservedStatement[] = []
  for (const statement of statements) {
    try {
      observed.push(await observe(statement))
    } catch (error) {
      if (error instanceof SqlError) throw new Refused(statement, error)
      throw error
    }
  }
  return observed
}

function failed({ statement, cause }: Refused): UserError {
  const { file, line, sql } = statement
  const message = `${file}:${line}: ${cause.message} (SQLSTATE ${cause.state}) in \`${excerpt(sql)}\`. Its transaction is undone. Mend it and run again; what came before stays.`
  return new UserError('migration-failed', message, { cause, where: { file, line } })
}

async function dropInvalid({ kind, tree }: Statement, database: Database): Promise<void> {
  if (kind !== 'IndexStmt' || typeof tree.idxname !== 'string') return
  const found = await database.query(
    `SELECT n.nspname AS schema, c.relname AS name
     FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relname = $1 AND NOT x.indisvalid AND n.nspname = coalesce($2, current_schema())`,
    [tree.idxname, (tree.relation as { schemaname?: string } | undefined)?.schemaname ?? null],
  )
  for (const { schema, name } of found) {
    await database.exec(`DROP INDEX CONCURRENTLY ${qualified(String(schema), String(name))}`)
  }
}
