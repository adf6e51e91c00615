import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../../ports/host.ts'
import { beforeEnd } from '../interruption.ts'
import { runProcess } from '../process.ts'
import { k6Version } from './find.ts'

const xk6Version = '1.4.12'

/**
 * Builds k6 with xk6 into the folder, with extensions where some are named. xk6 comes through a throw-away module, not `go install`: that one asks the
 * module proxy for lists of versions, which mirrors may refuse, and pins nothing. An error has what the program wrote as its cause.
 */
export async function buildK6(folder: string, log: Log, extensions: readonly string[] = []): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), 'backwright-xk6-'))
  const clear = () => rm(work, { recursive: true, force: true })
  const cleared = beforeEnd(clear)
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=mod' }
  try {
    await writeFile(join(work, 'go.mod'), `module throwaway\n\ngo 1.25\n\nrequire go.k6.io/xk6 v${xk6Version}\n`)
    log.info(`Building xk6 ${xk6Version} with Go (about half a minute) ...`)
    await must('go', ['build', '-o', 'xk6', 'go.k6.io/xk6'], work, env)
    const added = extensions.length > 0 ? ` and ${extensions.join(', ')}` : ''
    log.info(`Building k6 ${k6Version}${added} with xk6 (a minute or two) ...`)
    const path = join(folder, 'k6')
    const flags = extensions.flatMap((extension) => ['--with', extension])
    // Without --verbose, xk6 does not tell why the go command has failed.
    await must(join(work, 'xk6'), ['build', `v${k6Version}`, '--verbose', '-o', path, ...flags], work, env)
    return path
  } finally {
    await clear()
    cleared()
  }
}

async function must(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const { code, stderr } = await runProcess(command, args, { cwd, env })
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${lastLine(stderr)}`, { cause: stderr })
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
