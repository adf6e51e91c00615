import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { UserError } from '../../base/errors.ts'
import { excerpt, maskSecrets } from '../../base/text.ts'
import type { K6Binary, K6ScriptRun } from '../../ports/k6.ts'
import { beforeEnd } from '../interruption.ts'
import { runProcess } from '../process.ts'
import { k6Environment } from './environment.ts'
import { logging, startK6, textIfThere } from './run.ts'

/** What would leave no summary, or one of another shape. */
const ofTheSummary = /^K6_(SUMMARY_|NO_SUMMARY|NO_THRESHOLDS|NEW_MACHINE_READABLE_SUMMARY|LOG_|QUIET)/
const keptErrors = 5
const longest = 500

export async function inspectScript({ path }: K6Binary, script: string): Promise<string> {
  const args = ['inspect', '--execution-requirements', '--no-color', '--log-format=json', resolve(script)]
  const { code, stdout, stderr } = await runProcess(path, args, { env: k6Environment(ofTheSummary) })
  if (code === 0) return stdout
  const [first] = errorsIn(stderr)
  const why = excerpt(maskSecrets(first?.msg ?? `exit code ${code}`), longest)
  throw new UserError('bad-input', `k6 cannot run ${script}: ${why}`, { where: { file: script } })
}

export async function runScript({ path }: K6Binary, script: string, flags: readonly string[]): Promise<K6ScriptRun> {
  const folder = await mkdtemp(join(tmpdir(), 'backwright-load-'))
  const files = { summary: join(folder, 'summary.json'), log: join(folder, 'k6.log') }
  const clear = () => rm(folder, { recursive: true, force: true })
  const cleared = beforeEnd(clear)
  try {
    const args = [...logging(files.log), `--summary-export=${files.summary}`, ...flags, resolve(script)]
    const { code, interrupted, stderr, cpu } = await startK6(path, args, k6Environment(ofTheSummary))
    // What the script itself writes to its console is no error of the run.
    const errors = errorsIn((await textIfThere(files.log)) ?? stderr).filter(({ source }) => source !== 'console')
    const exceptions = errors.filter(({ hint }) => hint === 'script exception')
    const told = (exceptions.length > 0 ? exceptions : errors).slice(0, keptErrors)
    return {
      exitCode: code,
      interrupted,
      summary: await textIfThere(files.summary),
      errors: told.map(({ msg = '' }) => excerpt(maskSecrets(msg), longest)),
      exceptions: exceptions.length,
      cpu,
    }
  } finally {
    await clear()
    cleared()
  }
}

interface LogLine {
  readonly msg?: string
  readonly hint?: string
  readonly source?: string
}

function errorsIn(log: string): readonly LogLine[] {
  return log.split('\n').flatMap((line): readonly LogLine[] => {
    try {
      return line.trim() === '' ? [] : [JSON.parse(line) as LogLine]
    } catch {
      return [{ msg: line }]
    }
  })
}
