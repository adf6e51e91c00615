import { UserError } from '../base/errors.ts'
import { excerpt } from '../base/text.ts'
import { type Database, type Scratch, SqlError } from '../ports/database.ts'
import { refuseReach } from './reach.ts'
import { createdRoles, rolesOfBlocks, type Script } from './script.ts'
import { ident } from './sql.ts'
import type { Statement } from './statements.ts'

/** Opens a scratch database and runs the script in it; the caller closes it. UserErrors `bad-schema` and `unsupported` name file and line. */
export async function loadScript(script: Script, roles: readonly string[], scratch: Scratch): Promise<Database> {
  refuseReach(script.statements, scratch.reach)
  const database = await scratch.open({ extensions: script.extensions, roles, statements: script.statements.length })
  try {
    const created = createdRoles(script.statements)
    const fromBlocks = ownOfBlocks(script, scratch.reach)
    await createRoles(
      roles.filter((role) => !created.has(role) && !fromBlocks.has(role)),
      database,
    )
    const execute = scratch.reach === 'server' ? withoutRoles : plainly
    for (const statement of script.statements) {
      await run(statement, () => execute(statement, database))
      // A block may look for something else before it makes a role, and make none.
      if (statement.kind === 'DoStmt' && fromBlocks.size > 0) await createRoles(script.roles, database)
    }
    await database.exec('RESET ALL')
    await empty(database)
    return database
  } catch (error) {
    await database.close()
    throw unreadable(error, script.file)
  }
}

/** On a server that others share, a block may make no role, and finds those that it looks for. */
function ownOfBlocks({ statements }: Script, reach: Scratch['reach']): ReadonlySet<string> {
  return reach === 'server' ? new Set() : rolesOfBlocks(statements)
}

/** The roles that both sides of a comparison need, sorted: dumps name owners and grantees that only the server knows. */
export function rolesToLend(scripts: readonly Script[], reach: Scratch['reach']): readonly string[] {
  const needed = scripts.flatMap((script) => {
    const fromBlocks = ownOfBlocks(script, reach)
    return script.roles.filter((role) => !fromBlocks.has(role))
  })
  return [...new Set(needed)].sort()
}

async function createRoles(roles: readonly string[], database: Database): Promise<void> {
  if (roles.length === 0) return
  const there = new Set((await database.query('SELECT rolname FROM pg_roles')).map(({ rolname }) => String(rolname)))
  for (const role of roles) if (!there.has(role)) await database.exec(`CREATE ROLE ${ident(role)}`)
}

/** A schema is compared, not its rows; and a row of the file must not stand in the way of the proof. */
async function empty(database: Database): Promise<void> {
  const filled = await database.query(`
    SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND pg_relation_size(c.oid) > 0 AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'`)
  // One by one, because a transaction has room for a few thousand locks only.
  for (const { name } of filled) await database.exec(`TRUNCATE ${String(name)} CASCADE`)
}

function plainly({ sql }: Statement, database: Database): Promise<unknown> {
  return database.exec(sql)
}

/** What a DO block does to roles is seen only when it is done; in a transaction it can be undone, and a snapshot shows no doings of others. */
async function withoutRoles(statement: Statement, database: Database): Promise<void> {
  if (statement.kind !== 'DoStmt') return void (await plainly(statement, database))
  await database.exec('BEGIN ISOLATION LEVEL REPEATABLE READ')
  try {
    const before = await roleNames(database)
    await plainly(statement, database)
    const after = await roleNames(database)
    if (before.join() === after.join()) return void (await database.exec('COMMIT'))
  } catch (error) {
    await database.exec('ROLLBACK').catch(() => undefined)
    throw error
  }
  await database.exec('ROLLBACK')
  const { file, line } = statement
  const message = `${file}:${line}: The block creates or drops roles, which all databases of the scratch server share. Leave \`--scratch\` out, or say \`--scratch embedded\`, where each side has a server of its own.`
  throw new UserError('unsupported', message, { where: { file, line } })
}

async function roleNames(database: Database): Promise<readonly string[]> {
  const rows = await database.query('SELECT quote_ident(rolname) AS name FROM pg_roles ORDER BY 1')
  return rows.map(({ name }) => String(name))
}

async function run(statement: Statement, execute: () => Promise<unknown>): Promise<void> {
  const { file } = statement
  try {
    await execute()
  } catch (error) {
    if (error instanceof UserError && error.code.startsWith('scratch-')) {
      const { line } = statement
      throw new UserError(error.code, `${file}:${line}: ${error.message}`, { cause: error, where: { file, line } })
    }
    if (!(error instanceof SqlError)) throw error
    const line = statement.line + linesBefore(statement.sql, error.position)
    const extension = /extension "([^"]+)" is not available/.exec(error.message)?.[1]
    const advice = extension
      ? ' The scratch database lacks the extension. Compare on a server that has it (--scratch postgres://…, or --scratch embedded), or remove it from both sides.'
      : ''
    throw new UserError(
      'bad-schema',
      `${file}:${line}: ${excerpt(error.message, 300)} (SQLSTATE ${error.state}).${advice}`,
      {
        cause: error,
        where: { file, line },
      },
    )
  }
}

function linesBefore(sql: string, position: number | undefined): number {
  return sql.slice(0, Math.max(0, (position ?? 1) - 1)).split('\n').length - 1
}

/** A script that spoils the catalog itself is the user's mistake, too; anything else stays what it is. */
export function unreadable(error: unknown, source: string): unknown {
  if (!(error instanceof SqlError)) return error
  const message = `${source} leaves a database that cannot be read: ${excerpt(error.message, 300)} (SQLSTATE ${error.state}).`
  return new UserError('bad-schema', message, { cause: error, where: { file: source } })
}
