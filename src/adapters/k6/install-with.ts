import { UserError } from '../../base/errors.ts'
import { excerpt, maskSecrets, printable } from '../../base/text.ts'
import { moduleOf } from '../../load/k6-extension.ts'
import type { Log } from '../../ports/host.ts'
import type { K6Binary } from '../../ports/k6.ts'
import { runProcess } from '../process.ts'
import { buildK6 } from './build.ts'
import { cacheK6 } from './cache.ts'
import { cachedPath, k6Version, probe } from './find.ts'

const keptLines = 8
const longest = 300

/**
 * A k6 with extensions, each set of them in a folder of its own: the one that was built before, or a new one. UserErrors: `no-k6` without Go,
 * `tool-failed` for a build that fails or has not all of them.
 */
export async function installWith(extensions: readonly string[], log: Log): Promise<K6Binary> {
  const target = cachedPath(extensions)
  const built = await probe(target)
  if (built) return built
  await requireGo(extensions)
  return cacheK6(target, async (folder) => {
    const path = await build(folder, extensions, log)
    await requireAll(path, extensions)
    return path
  })
}

async function requireGo(extensions: readonly string[]): Promise<void> {
  const found = await runProcess('go', ['version']).catch(() => undefined)
  if (found?.code === 0) return
  throw new UserError(
    'no-k6',
    `A k6 with ${extensions.join(', ')} has to be built, and there is no Go here. Install Go 1.25 or newer and git; or build it elsewhere with xk6, set K6_BIN to it, and leave --with out.`,
  )
}

async function build(folder: string, extensions: readonly string[], log: Log): Promise<string> {
  try {
    return await buildK6(folder, log, extensions)
  } catch (error) {
    if (!(error instanceof Error) || typeof error.cause !== 'string') throw error
    const said = `k6 ${k6Version} could not be built with ${extensions.join(', ')}. The last lines of the build:`
    throw new UserError('tool-failed', [said, ...lastLines(error.cause)].join('\n  '), { cause: error })
  }
}

/** An extension that was written for another k6 builds too, and then nobody finds it. */
async function requireAll(path: string, extensions: readonly string[]): Promise<void> {
  const { stdout } = await runProcess(path, ['version'])
  const missing = extensions.map(moduleOf).filter((module) => !stdout.includes(`${module} `))
  if (missing.length === 0) return
  throw new UserError(
    'tool-failed',
    `k6 ${k6Version} was built with ${missing.join(', ')}, and does not know of it. Is it no extension, or one for another k6 than 2?`,
  )
}

/** Those of the go command and the errors, not the steps of xk6. A proxy's address may have a password in it. */
function lastLines(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^\S+ (?:INF|DBG) /.test(line))
  return lines.slice(-keptLines).map((line) => printable(maskSecrets(excerpt(line, longest))))
}
