import { UserError } from '../../base/errors.ts'
import { type Database, SqlError } from '../../ports/database.ts'
import { ident } from '../../schema/sql.ts'
import { rolesOf, scratchName } from './databases.ts'

export interface Lending {
  readonly admin: Database
  /** The scratch database, whose comment keeps the names: a run that is killed leaves a note of what it has made. */
  readonly database: string
  /** Made by this run, to be dropped at its end. */
  readonly lent: Set<string>
}

/** Runs that need roles which the server lacks take turns: they would drop each other's. The key is the name of the product. */
const turn = `hashtextextended('backwright scratch roles', 0)`

/** Makes the roles that a schema names and the server lacks. UserError `no-scratch`. */
export async function lendRoles(roles: readonly string[], lending: Lending): Promise<void> {
  const { admin, database, lent } = lending
  if (lent.size === 0 && (await missing(roles, admin, lent)).length > 0) await takeTurn(admin)
  const lacking = (await missing(roles, admin, lent)).filter((role) => !lent.has(role))
  if (lacking.length === 0) return
  const note = JSON.stringify({ backwright: 'scratch', roles: [...lent, ...lacking] })
  await admin.exec(`COMMENT ON DATABASE ${ident(database)} IS '${note.replaceAll("'", "''")}'`)
  for (const role of lacking) {
    lent.add(role)
    await create(role, admin).catch((error: unknown) => {
      lent.delete(role)
      throw refused(error, lacking)
    })
  }
}

/** Those that are not there, and those that are there only for another run. */
async function missing(
  roles: readonly string[],
  admin: Database,
  lent: ReadonlySet<string>,
): Promise<readonly string[]> {
  const there = (await admin.query('SELECT rolname FROM pg_roles')).map(({ rolname }) => String(rolname))
  const notes = await admin.query(
    "SELECT shobj_description(oid, 'pg_database') AS note FROM pg_database WHERE datname ~ $1",
    [scratchName],
  )
  const borrowed = lent.size > 0 ? [] : notes.flatMap(({ note }) => rolesOf(note))
  return roles.filter((role) => !there.includes(role) || borrowed.includes(role))
}

async function takeTurn(admin: Database): Promise<void> {
  try {
    await admin.exec(`SET lock_timeout = '5min'; SELECT pg_advisory_lock(${turn}); RESET lock_timeout`)
  } catch (error) {
    if (!(error instanceof SqlError && error.state === '55P03')) throw error
    throw new UserError(
      'no-scratch',
      'Another comparison has lent roles to its databases on this server for 5 minutes. Wait for it, create the roles there for good, or use `--scratch embedded`.',
      { cause: error },
    )
  }
}

/** Without the right to log in. Who is no superuser has to be a member to give it objects. */
async function create(role: string, admin: Database): Promise<void> {
  const [row] = await admin.query('SELECT rolsuper AS super FROM pg_roles WHERE rolname = current_user')
  const there = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
  if (there.length > 0) return
  await admin.exec(`CREATE ROLE ${ident(role)} NOLOGIN`)
  if (row?.super !== true) await admin.exec(`GRANT ${ident(role)} TO CURRENT_USER`)
}

function refused(error: unknown, roles: readonly string[]): unknown {
  if (!(error instanceof SqlError)) return error
  return new UserError(
    'no-scratch',
    `The schema names roles that the scratch server lacks (${roles.join(', ')}), and they cannot be made there: ${error.message}. Create them on the server, or compare without \`--scratch\`.`,
    { cause: error },
  )
}

/** Its objects have gone with the databases; another run's that use it still stand in the way, and PostgreSQL says so. */
export async function returnRole(role: string, admin: Database): Promise<void> {
  await admin.exec(`DROP ROLE IF EXISTS ${ident(role)}`)
}
