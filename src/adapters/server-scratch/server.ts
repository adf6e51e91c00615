import { UserError } from '../../base/errors.ts'
import { maskSecrets } from '../../base/text.ts'
import type { Database, Scratch, ScratchOptions } from '../../ports/database.ts'
import type { Log } from '../../ports/host.ts'
import { beforeEnd } from '../interruption.ts'
import { postgresServers } from '../postgres.ts'
import { timedDatabase } from '../timed-database.ts'
import { createDatabase, dropDatabase, dropLeftOvers, withDatabase } from './databases.ts'
import { lendRoles, returnRole } from './roles.ts'

const oldestMajor = 14

/**
 * Throw-away databases on a server that others use, for as long as the body runs. The database that the URL names is only the way in.
 * UserErrors `no-connection`, `no-scratch`.
 */
export async function onServer<Result>(
  url: string,
  { timeoutMs, log }: { readonly timeoutMs: number; readonly log: Log },
  body: (scratch: Scratch) => Promise<Result>,
): Promise<Result> {
  const admin = await postgresServers.open(url, 'read-write')
  const guests = new Guests(url, admin, timeoutMs)
  const forget = beforeEnd(() => guests.leave(log))
  try {
    await requireRights(url, admin)
    await dropLeftOvers(admin, log)
    return await body({ reach: 'server', open: (options) => guests.open(options) })
  } finally {
    forget()
    await guests.leave(log)
    await admin.close()
  }
}

async function requireRights(url: string, admin: Database): Promise<void> {
  const [row] = await admin.query(`
    SELECT current_user AS who, current_setting('server_version_num')::int / 10000 AS major, pg_is_in_recovery() AS standby,
      (SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user) AS may`)
  const { who, major, standby, may } = row ?? {}
  const where = maskSecrets(url)
  if (Number(major) < oldestMajor)
    throw new UserError('no-scratch', `${where} is PostgreSQL ${major}; a scratch server is ${oldestMajor} or later.`)
  if (standby === true)
    throw new UserError('no-scratch', `${where} is a standby, which takes no databases. Name its primary.`)
  if (may === true) return
  throw new UserError(
    'no-scratch',
    `The role ${who} may not create databases on ${where}, and a scratch server needs them. Say ALTER ROLE … CREATEDB there, or name another server; \`--scratch embedded\` needs none.`,
  )
}

/** The databases of one run, and the roles that were lent to them. */
class Guests {
  readonly #url: string
  readonly #admin: Database
  readonly #timeoutMs: number
  readonly #databases = new Map<string, Database | undefined>()
  readonly #lent = new Set<string>()
  #last: Promise<unknown> = Promise.resolve()

  constructor(url: string, admin: Database, timeoutMs: number) {
    this.#url = url
    this.#admin = admin
    this.#timeoutMs = timeoutMs
  }

  /** One after the other: two sides that need the same role would both make it. */
  open(options: ScratchOptions): Promise<Database> {
    const opened = this.#last.then(() => this.#open(options))
    this.#last = opened.catch(() => undefined)
    return opened
  }

  async #open({ roles = [], timeoutMs = this.#timeoutMs }: ScratchOptions): Promise<Database> {
    const name = await createDatabase(this.#admin, (chosen) => this.#databases.set(chosen, undefined))
    await lendRoles(roles, { admin: this.#admin, database: name, lent: this.#lent })
    const database = await postgresServers.open(withDatabase(this.#url, name), 'read-write')
    this.#databases.set(name, database)
    const end = () => this.#drop(name)
    return timedDatabase(database, { timeoutMs, kill: end, close: end })
  }

  async #drop(name: string): Promise<void> {
    if (!this.#databases.has(name)) return
    const database = this.#databases.get(name)
    await dropDatabase(name, this.#admin)
    this.#databases.delete(name)
    await database?.close()
  }

  /** Puts everything away; what cannot be is named. */
  async leave(log: Log): Promise<void> {
    for (const name of [...this.#databases.keys()])
      await this.#drop(name).catch((error: Error) => log.warn(`the scratch database ${name} stays: ${error.message}`))
    for (const role of [...this.#lent]) {
      this.#lent.delete(role)
      await returnRole(role, this.#admin).catch((error: Error) =>
        log.warn(`the role ${role}, made for the comparison, stays: ${error.message}`),
      )
    }
  }
}
