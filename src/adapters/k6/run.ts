import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CpuUse, K6Binary, K6Requests, K6Run } from '../../ports.ts'
import { beforeEnd, stoppable } from '../interruption.ts'
import { runProcess, signalGroup } from '../process.ts'
import { watchCpu } from './cpu.ts'

const interruptedExit = 105
const keptErrors = 5

interface Work {
  readonly plan: object
  readonly requests: K6Requests | undefined
}

/** Runs a script with a plan; both ways go through files in a folder of this run. */
export async function runK6({ path }: K6Binary, script: string, { plan, requests }: Work): Promise<K6Run> {
  const folder = await mkdtemp(join(tmpdir(), 'backwright-load-'))
  const files = { plan: join(folder, 'plan.json'), summary: join(folder, 'summary.json'), log: join(folder, 'k6.log') }
  const list = join(folder, 'requests.json')
  // The plan may have keys in its headers; an impatient second interruption does not leave it behind.
  const clear = () => rm(folder, { recursive: true, force: true })
  const cleared = beforeEnd(clear)
  try {
    await writeFile(files.plan, JSON.stringify(plan), { mode: 0o600 })
    if (requests) await writeFile(list, JSON.stringify(requests.list), { mode: 0o600 })
    const { code, interrupted, stderr, cpu } = await startK6(
      path,
      [...logging(files.log), ...['-e', `LT_PLAN=${files.plan}`, '-e', `LT_SUMMARY=${files.summary}`], script],
      { ...environment(/^(K6|LT)_/), ...(requests && { LT_REQUESTS: list, ...requests.secrets }) },
    )
    const logged = errorLines(await textIfThere(files.log))
    return {
      exitCode: code,
      interrupted,
      summary: await textIfThere(files.summary),
      errors: (logged.length > 0 || code === 0 ? logged : [stderr.trim().split('\n').at(-1) ?? '']).map((line) =>
        without(Object.values(requests?.secrets ?? {}), line),
      ),
      cpu,
    }
  } finally {
    await clear()
    cleared()
  }
}

/** What every run says, and that errors go into a file as JSON. */
export function logging(file: string): readonly string[] {
  return ['--quiet', '--no-color', '--no-usage-report', '--log-format=json', `--log-output=file=${file},level=error`]
}

/** `k6 run`, which an interruption ends within its graceful stop. */
export async function startK6(path: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  let stop = (): void => undefined
  let cpu = (): CpuUse | undefined => undefined
  let stopped = false
  const onStop = () => {
    stopped = true
    stop()
  }
  const result = await stoppable(onStop, () =>
    runProcess(path, ['run', ...args], {
      env,
      onStart(child) {
        stop = () => signalGroup(child, 'SIGINT')
        if (child.pid !== undefined) cpu = watchCpu(child.pid)
        if (stopped) stop()
      },
    }),
  )
  return { ...result, cpu: cpu(), interrupted: stopped || result.code === interruptedExit }
}

/** Without some of the user's settings, such as those that would change a run behind its plan's back. */
export function environment(without: RegExp): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !without.test(name))
  return {
    ...Object.fromEntries(own),
    K6_AUTO_EXTENSION_RESOLUTION: 'false',
    K6_NO_USAGE_REPORT: 'true',
    NO_COLOR: '1',
  }
}

/** k6 tells the address of a request that it cannot make, with all that is in its query. */
function without(secrets: readonly string[], line: string): string {
  const texts = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)])
  return texts.reduce((text, secret) => text.replaceAll(secret, '***'), line)
}

function errorLines(log: string | undefined): readonly string[] {
  const lines = (log ?? '').split('\n').filter((line) => line.trim() !== '')
  return lines.slice(0, keptErrors).map((line) => {
    try {
      return String((JSON.parse(line) as { msg?: unknown }).msg ?? line)
    } catch {
      return line
    }
  })
}

/** The text of a file of the run; undefined when it did not get there. */
export async function textIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    // A run that failed early writes nothing, and the exit code says so.
    return undefined
  }
}
