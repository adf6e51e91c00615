import pg from 'pg'
import { UserError } from '../base/errors.ts'
import { maskSecrets } from '../base/text.ts'
import { type Database, type Engine, type Row, type Servers, SqlError } from '../ports.ts'

const connectTimeoutMs = 10_000

/** A look at a server must not keep anybody waiting: no writes, no long waits, no long questions. */
const careful = `
  SET default_transaction_read_only = on;
  SET lock_timeout = '3s';
  SET statement_timeout = '60s';
  SET idle_in_transaction_session_timeout = '60s'`

/** Servers by their connection strings, as libpq reads them. */
export const postgresServers: Servers = { open }

async function open(url: string, access: 'read-only' | 'read-write'): Promise<Database> {
  const client = await connect(url)
  const database = new PostgresDatabase(client)
  if (access === 'read-only') await database.exec(careful)
  const [row] = await database.query("SELECT current_setting('server_version') AS version")
  // Debian says `15.18 (Debian 15.18-0+deb12u1)`.
  database.engine = { name: 'PostgreSQL', version: String(row?.version).replace(/ .*/, '') }
  return database
}

async function connect(url: string): Promise<pg.Client> {
  try {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: connectTimeoutMs,
      application_name: 'backwright',
    })
    // The connection may also break later, between two questions: the next question says so.
    client.on('error', () => undefined)
    await client.connect()
    return client
  } catch (cause) {
    const { message, code } = cause as { message?: string; code?: string }
    throw new UserError(
      'no-connection',
      `${maskSecrets(url)} cannot be reached: ${maskSecrets(message || code || 'it does not answer')}. Check host, port, database, user and password.`,
      { cause },
    )
  }
}

class PostgresDatabase implements Database {
  engine: Engine = { name: 'PostgreSQL', version: '' }
  readonly #client: pg.Client

  constructor(client: pg.Client) {
    this.#client = client
  }

  async query(sql: string, params: readonly unknown[] = []): Promise<readonly Row[]> {
    return (await asked(this.#client.query(sql, [...params]))).rows as readonly Row[]
  }

  async queryArrays(sql: string, params: readonly unknown[] = []): Promise<readonly (readonly unknown[])[]> {
    const question = { text: sql, values: [...params], rowMode: 'array' as const }
    return (await asked(this.#client.query(question))).rows
  }

  async exec(sql: string): Promise<number> {
    // Several statements have a result each, which the types do not know.
    const results = (await asked(this.#client.query(sql))) as pg.QueryResult | readonly pg.QueryResult[]
    return [results].flat().at(-1)?.rowCount ?? 0
  }

  close(): Promise<void> {
    return this.#client.end()
  }
}

async function asked<Result>(answer: Promise<Result>): Promise<Result> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    throw new SqlError(error.message, error.code ?? '', error.position ? Number(error.position) : undefined)
  }
}
