import { randomBytes } from 'node:crypto'
import { type Database, SqlError } from '../../ports/database.ts'
import type { Log } from '../../ports/host.ts'
import { ident } from '../../schema/sql.ts'

/** `backwright_scratch_<time of the server>_<chance>`. Nothing else is ever dropped. */
export const scratchName = '^backwright_scratch_[0-9]{14}_[0-9a-f]{12}$'

/** Makes an empty database; its name is told before it is there, so that it can be dropped whatever happens. */
export async function createDatabase(admin: Database, told: (name: string) => void): Promise<string> {
  const [row] = await admin.query("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS') AS now")
  const name = `backwright_scratch_${row?.now}_${randomBytes(6).toString('hex')}`
  told(name)
  // template1 may hold things of the user's; the locale is that of the sandbox.
  await admin.exec(`CREATE DATABASE ${ident(name)} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'`)
  return name
}

/** Also while statements run in it. */
export async function dropDatabase(name: string, admin: Database): Promise<void> {
  await admin.exec(`DROP DATABASE IF EXISTS ${ident(name)} WITH (FORCE)`)
}

/** A run that was killed leaves its databases. After a day they and the roles that they name are nobody's. */
export async function dropLeftOvers(admin: Database, log: Log): Promise<void> {
  const old = await admin.query(
    `SELECT datname AS name, shobj_description(oid, 'pg_database') AS note FROM pg_database
     WHERE datname ~ $1 AND pg_has_role(datdba, 'MEMBER')
       AND substr(datname, 20, 14) < to_char((now() AT TIME ZONE 'UTC') - interval '1 day', 'YYYYMMDDHH24MISS')`,
    [scratchName],
  )
  for (const { name, note } of old) {
    try {
      await dropDatabase(String(name), admin)
      for (const role of rolesOf(note)) await admin.exec(`DROP ROLE IF EXISTS ${ident(role)}`)
    } catch (error) {
      if (!(error instanceof SqlError)) throw error
      log.warn(`a left-over of an earlier run, ${name}, stays: ${error.message}`)
    }
  }
}

/** The roles that a database's comment says were made for it. */
export function rolesOf(note: unknown): readonly string[] {
  try {
    const { roles } = JSON.parse(String(note ?? '{}')) as { roles?: unknown }
    return Array.isArray(roles) ? roles.map(String) : []
  } catch {
    // A comment of somebody else's says nothing about roles.
    return []
  }
}

/** The same server and user, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
