import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, cp, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { UserError } from '../../base/errors.ts'
import type { Database } from '../../ports/database.ts'
import { postgresServers } from '../postgres.ts'
import { runProcess } from '../process.ts'
import type { Binaries } from './find.ts'
import type { Home } from './home.ts'

/** A data folder as initdb leaves it, to be copied. */
export interface Template {
  readonly binaries: Binaries
  readonly home: Home
  readonly password: string
}

const startTimeoutMs = 30_000

/** initdb, once; UserError `no-scratch`. */
export async function makeTemplate(found: Binaries, home: Home): Promise<Template> {
  const password = randomBytes(18).toString('base64url')
  const file = join(home.folder, 'password')
  await writeFile(file, password, { mode: 0o600 })
  if (home.as) await chown(file, home.as.uid, home.as.gid)
  const binaries = await reachable(found, home)
  const { code, stderr } = await runProcess(
    join(binaries.folder, 'initdb'),
    ['-D', join(home.folder, 'template'), '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${file}`].concat([
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
      '--wal-segsize=1',
    ]),
    { cwd: home.folder, env: environment(home), as: home.as },
  )
  if (code !== 0) throw new UserError('no-scratch', `${binaries.folder}/initdb fails: ${lastLines(stderr)}`)
  return { binaries, home, password }
}

/** Another user may not see into our folders; then the programs are copied to where it may. */
export async function reachable(binaries: Binaries, home: Home): Promise<Binaries> {
  if (!home.as) return binaries
  const probe = await runProcess(join(binaries.folder, 'postgres'), ['--version'], {
    cwd: home.folder,
    as: home.as,
  }).catch(() => undefined)
  if (probe?.code === 0) return binaries
  await cp(dirname(binaries.folder), join(home.folder, 'programs'), { recursive: true, verbatimSymlinks: true })
  return { ...binaries, folder: join(home.folder, 'programs', 'bin') }
}

/** What a server that is thrown away can do without, and what one database with a big schema needs. */
const settings = {
  listen_addresses: '',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  shared_buffers: '32MB',
  max_connections: '10',
  max_locks_per_transaction: '4096',
  temp_file_limit: '2GB',
}

export interface Cluster {
  /** Of its superuser, on a socket in a folder that nobody else can enter. */
  readonly url: string
  readonly database: Database
  stop(): Promise<void>
}

/** A server of its own in a copy of the template, and a connection to it. UserError `no-scratch`. */
export async function startCluster({ binaries, home, password }: Template): Promise<Cluster> {
  const folder = join(home.folder, randomBytes(4).toString('hex'))
  await mkdir(folder, { mode: 0o700 })
  if (home.as) await chown(folder, home.as.uid, home.as.gid)
  await runProcess('cp', ['-a', join(home.folder, 'template'), join(folder, 'data')])
  const flags = Object.entries({ ...settings, unix_socket_directories: folder }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const child = spawn(join(binaries.folder, 'postgres'), ['-D', join(folder, 'data'), ...flags], {
    cwd: folder,
    env: environment(home),
    stdio: ['ignore', 'ignore', 'pipe'],
    // The guard of the home ends it, and no Ctrl-C.
    detached: true,
    ...home.as,
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  const stop = () => stopped(child)
  const url = `postgres://postgres:${password}@localhost/postgres?host=${encodeURIComponent(folder)}`
  try {
    return { url, database: await answer(url, child), stop }
  } catch (error) {
    await stop()
    throw new UserError('no-scratch', `PostgreSQL ${binaries.version} does not start: ${lastLines(said)}`, {
      cause: error,
    })
  }
}

async function answer(url: string, child: ChildProcess): Promise<Database> {
  const until = performance.now() + startTimeoutMs
  for (;;) {
    try {
      return await postgresServers.open(url, 'read-write')
    } catch (error) {
      if (child.exitCode !== null || performance.now() > until) throw error
      await sleep(30)
    }
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  child.kill('SIGQUIT')
  await gone
}

/** Nothing of the user's: PGDATA and the like would lead it elsewhere, and SQL can read the environment of a server. */
function environment(home: Home): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '', HOME: home.folder, LC_ALL: 'C', TZ: 'UTC' }
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-3).join(' ')
}
