import { UserError } from '../base/errors.ts'
import { type Database, type Scratch, SqlError } from '../ports.ts'
import type { Script } from './script.ts'
import { ident } from './sql.ts'
import type { Statement } from './statements.ts'

/** Opens a scratch database and runs the script in it; the caller closes it. UserError `bad-schema` names file and line. */
export async function loadScript(script: Script, roles: readonly string[], scratch: Scratch): Promise<Database> {
  const database = await scratch.open({ extensions: script.extensions })
  try {
    await createRoles(script, roles, database)
    for (const statement of script.statements) await run(statement, database)
    await database.exec('RESET ALL')
    await empty(database)
    return database
  } catch (error) {
    await database.close()
    throw unreadable(error, script.file)
  }
}

/** Dumps name owners and grantees that only the server knows; both sides of a comparison get the same ones. */
async function createRoles(script: Script, roles: readonly string[], database: Database): Promise<void> {
  const own = new Set(
    script.statements.filter(({ kind }) => kind === 'CreateRoleStmt').map(({ tree }) => String(tree.role)),
  )
  const there = new Set((await database.query('SELECT rolname FROM pg_roles')).map(({ rolname }) => String(rolname)))
  for (const role of roles) if (!own.has(role) && !there.has(role)) await database.exec(`CREATE ROLE ${ident(role)}`)
}

/** A schema is compared, not its rows; and a row of the file must not stand in the way of the proof. */
async function empty(database: Database): Promise<void> {
  const filled = await database.query(`
    SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND pg_relation_size(c.oid) > 0 AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'`)
  // One by one, because a transaction has room for a few thousand locks only.
  for (const { name } of filled) await database.exec(`TRUNCATE ${String(name)} CASCADE`)
}

async function run(statement: Statement, database: Database): Promise<void> {
  try {
    await database.exec(statement.sql)
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    const { file } = statement
    const line = statement.line + linesBefore(statement.sql, error.position)
    const extension = /extension "([^"]+)" is not available/.exec(error.message)?.[1]
    const advice = extension
      ? ` The scratch database lacks the extension: remove it from the file for the comparison, or compare on a server that has it.`
      : ''
    throw new UserError('bad-schema', `${file}:${line}: ${error.message} (SQLSTATE ${error.state}).${advice}`, {
      cause: error,
      where: { file, line },
    })
  }
}

function linesBefore(sql: string, position: number | undefined): number {
  return sql.slice(0, Math.max(0, (position ?? 1) - 1)).split('\n').length - 1
}

/** A script that spoils the catalog itself is the user's mistake, too; anything else stays what it is. */
export function unreadable(error: unknown, source: string): unknown {
  if (!(error instanceof SqlError)) return error
  const message = `${source} leaves a database that cannot be read: ${error.message} (SQLSTATE ${error.state}).`
  return new UserError('bad-schema', message, { cause: error, where: { file: source } })
}
