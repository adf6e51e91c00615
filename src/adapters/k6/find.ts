import { createHash } from 'node:crypto'
import { access, constants } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { UserError } from '../../base/errors.ts'
import type { K6Binary } from '../../ports/k6.ts'
import { runProcess } from '../process.ts'

/** The version that is installed; older ones are accepted down to `oldest`. */
export const k6Version = '2.2.0'
const oldest = 1

const keyLength = 16
const executable = process.platform === 'win32' ? 'k6.exe' : 'k6'

/** Where our own copy is kept, a folder for each version, and for each set of extensions. */
export function cachedPath(extensions: readonly string[] = []): string {
  const root = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const key = createHash('sha256').update(extensions.join('\n')).digest('hex').slice(0, keyLength)
  return join(root, 'backwright', `k6-v${k6Version}${extensions.length > 0 ? `-with-${key}` : ''}`, executable)
}

/** `K6_BIN`, then PATH, then our cache. UserError `no-k6` when `K6_BIN` names something that is no k6. */
export async function findK6(): Promise<K6Binary | undefined> {
  const named = process.env.K6_BIN
  if (named) {
    const binary = await probe(named)
    if (binary) return binary
    throw new UserError('no-k6', `K6_BIN is ${named}, which is no k6 ${oldest}.0 or newer. Correct it or unset it.`)
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const path of [...folders.map((folder) => join(folder, executable)), cachedPath()]) {
    const binary = await probe(path)
    if (binary) return binary
  }
  return undefined
}

/** The version of the k6 at a path; undefined when there is none, or one that is too old. */
export async function probe(path: string): Promise<K6Binary | undefined> {
  try {
    await access(path, constants.X_OK)
    const { stdout } = await runProcess(path, ['version'])
    const version = /\bv(\d+\.\d+\.\d+)/.exec(stdout)?.[1]
    return version !== undefined && Number.parseInt(version, 10) >= oldest ? { path, version } : undefined
  } catch {
    return undefined
  }
}
