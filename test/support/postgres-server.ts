import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

export interface PostgresServer {
  /** Of the superuser, who has a password. */
  readonly url: string
  /** Runs SQL as psql does. */
  psql(sql: string): void
  stop(): void
}

export const password = 's3cret'

/** A PostgreSQL server of this machine's own version, or undefined where none is installed. It listens on 127.0.0.1 only. */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  if (spawnSync('initdb', ['--version']).status !== 0) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'backwright-postgres-'))
  const root = process.getuid?.() === 0
  // PostgreSQL refuses to run as root.
  if (root)
    chownSync(folder, Number(execFileSync('id', ['-u', 'postgres'])), Number(execFileSync('id', ['-g', 'postgres'])))
  const run = (command: string, args: readonly string[], input = '') =>
    root
      ? execFileSync('runuser', ['-u', 'postgres', '--', command, ...args], { input, cwd: folder })
      : execFileSync(command, args, { input, cwd: folder })
  const port = await freePort()
  run('bash', [
    '-c',
    `printf %s ${password} > pw && initdb -D data -U admin --pwfile=pw -A scram-sha-256 --no-sync > /dev/null`,
  ])
  run('pg_ctl', [
    '-D',
    'data',
    '-w',
    '-l',
    'log',
    '-o',
    `-p ${port} -c listen_addresses=127.0.0.1 -k ${folder} -F`,
    'start',
  ])
  const url = `postgres://admin:${password}@127.0.0.1:${port}/postgres`
  return {
    url,
    psql: (sql) =>
      void execFileSync('psql', ['-v', 'ON_ERROR_STOP=1', '-q', url], {
        input: sql,
        stdio: ['pipe', 'ignore', 'pipe'],
      }),
    stop() {
      run('pg_ctl', ['-D', 'data', '-m', 'immediate', 'stop'])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
