import pg from 'pg'
import { UserError } from '../base/errors.ts'
import { maskSecrets } from '../base/text.ts'
import { type Database, type Engine, type Row, type Servers, SqlError } from '../ports/database.ts'

const connectTimeoutMs = 10_000
const keepAliveMs = 30_000

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
      // A server that is gone without a word is noticed all the same.
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveMs,
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
  #broken = false

  constructor(client: pg.Client) {
    this.#client = client
    client.on('end', () => {
      this.#broken = true
    })
    client.on('error', () => {
      this.#broken = true
    })
  }

  async query(sql: string, params: readonly unknown[] = []): Promise<readonly Row[]> {
    return (await this.#asked(() => this.#client.query(sql, [...params]))).rows as readonly Row[]
  }

  async queryArrays(sql: string, params: readonly unknown[] = []): Promise<readonly (readonly unknown[])[]> {
    const question = { text: sql, values: [...params], rowMode: 'array' as const }
    return (await this.#asked(() => this.#client.query(question))).rows
  }

  async exec(sql: string): Promise<number> {
    // Several statements have a result each, which the types do not know.
    const results = (await this.#asked(() => this.#client.query(sql))) as pg.QueryResult | readonly pg.QueryResult[]
    return [results].flat().at(-1)?.rowCount ?? 0
  }

  close(): Promise<void> {
    return this.#client.end()
  }

  async #asked<Result>(ask: () => Promise<Result>): Promise<Result> {
    try {
      return await ask()
    } catch (error) {
      const fatal = error instanceof pg.DatabaseError && /^(?:FATAL|PANIC)$/.test(error.severity ?? '')
      if (error instanceof pg.DatabaseError && !fatal) {
        const { message, code, position } = error
        throw new SqlError(message, code ?? '', position ? Number(position) : undefined)
      }
      if (!fatal && !this.#broken) throw error
      const message = `The connection to the database broke: ${maskSecrets((error as Error).message)}. The server may have been stopped, or the network is gone.`
      throw new UserError('connection-lost', message, { cause: error })
    }
  }
}
