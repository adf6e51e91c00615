import { spawn } from 'node:child_process'
import { chmod, chown, mkdtemp, readFile, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from '../../base/errors.ts'
import type { Account } from '../process.ts'

/** A folder for servers, which goes with all of them when this process ends, whatever way it ends. */
export interface Home {
  readonly folder: string
  /** Whom the servers run as; undefined for the user of this process. */
  readonly as: Account | undefined
  remove(): Promise<void>
}

/**
 * The guard waits for the end of its input: when this process is gone, even killed, it ends the servers at once and removes the folder.
 * https://www.postgresql.org/docs/current/server-shutdown.html: SIGQUIT is the immediate shutdown.
 */
const guard = `
  trap '' INT TERM HUP
  cat > /dev/null
  for note in "$1"/*/data/postmaster.pid; do
    [ -f "$note" ] && pid=$(head -n 1 "$note") && kill -QUIT "$pid" 2> /dev/null
  done
  for try in 1 2 3 4 5 6 7 8 9 10; do
    rm -rf "$1" 2> /dev/null && break
    sleep 0.2
  done`

/** Makes the folder. UserError `no-scratch`. */
export async function makeHome(): Promise<Home> {
  if (process.platform === 'win32') {
    throw new UserError(
      'no-scratch',
      '`--scratch embedded` does not work on Windows. Name a server: --scratch postgres://…',
    )
  }
  const as = await account()
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'backwright-home-'))
  const watcher = spawn('sh', ['-c', guard, 'sh', folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  // Its end is waited for by `remove` alone.
  watcher.unref()
  const gone = new Promise<void>((resolve) => watcher.on('close', () => resolve()))
  await chmod(folder, 0o700)
  if (as) await chown(folder, as.uid, as.gid)
  const remove = async () => {
    watcher.ref()
    watcher.stdin.end()
    await gone
  }
  return { folder, as, remove }
}

/** PostgreSQL refuses to run as root. */
async function account(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find(([user]) => user === name) ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new UserError(
    'no-scratch',
    'PostgreSQL refuses to run as root, and this machine has neither a user postgres nor a user nobody. Run backwright as another user.',
  )
}
