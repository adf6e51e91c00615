import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CpuUse, K6Binary, K6Job, K6Run } from '../../ports/k6.ts'
import { beforeEnd, stoppable } from '../interruption.ts'
import { runProcess, signalGroup } from '../process.ts'
import { watchCpu } from './cpu.ts'
import { k6Environment } from './environment.ts'

const interruptedExit = 105
const keptErrors = 5

/** In place of the file that k6 reads by itself (~/.config/k6/config.json): hosts, limits and more of it hold where a script says nothing. */
export const noSettings = '{}'

/** Runs a script of the folder with a plan; both ways go through files in a folder of this run. */
export async function runK6({ path }: K6Binary, scripts: string, job: K6Job): Promise<K6Run> {
  const folder = await mkdtemp(join(tmpdir(), 'backwright-load-'))
  const files = filesIn(folder)
  // The plan may have keys in its headers; an impatient second interruption does not leave it behind.
  const clear = () => rm(folder, { recursive: true, force: true })
  const cleared = beforeEnd(clear)
  try {
    await writeFile(files.plan, JSON.stringify(job.plan), { mode: 0o600 })
    await writeFile(files.settings, noSettings)
    if (job.requests) await writeFile(files.requests, JSON.stringify(job.requests.list), { mode: 0o600 })
    const args = [...flagsOf(job, files), join(scripts, `${job.script}.ts`)]
    const { code, interrupted, stderr, cpu } = await startK6(path, args, environmentOf(job, files))
    const logged = messages(await textIfThere(files.log)).slice(0, keptErrors)
    const errors = logged.length > 0 || code === 0 ? logged : [stderr.trim().split('\n').at(-1) ?? '']
    return {
      exitCode: code,
      interrupted,
      summary: await textIfThere(files.summary),
      printed: messages(await textIfThere(files.printed)),
      errors: errors.map((line) => without(Object.values(job.requests?.secrets ?? {}), line)),
      cpu,
    }
  } finally {
    await clear()
    cleared()
  }
}

type RunFiles = Readonly<Record<'plan' | 'settings' | 'requests' | 'summary' | 'printed' | 'log', string>>

function filesIn(folder: string): RunFiles {
  return {
    plan: join(folder, 'plan.json'),
    settings: join(folder, 'settings.json'),
    requests: join(folder, 'requests.json'),
    summary: join(folder, 'summary.json'),
    printed: join(folder, 'printed.log'),
    log: join(folder, 'k6.log'),
  }
}

function flagsOf({ localIps }: K6Job, files: RunFiles): readonly string[] {
  const addresses = localIps ? [`--local-ips=${localIps.join(',')}`] : []
  const paths = ['-e', `LT_PLAN=${files.plan}`, '-e', `LT_SUMMARY=${files.summary}`]
  return [
    ...logging(files.log),
    `--config=${files.settings}`,
    `--console-output=${files.printed}`,
    ...addresses,
    ...paths,
  ]
}

function environmentOf({ requests }: K6Job, files: RunFiles): NodeJS.ProcessEnv {
  return { ...k6Environment(), ...(requests && { LT_REQUESTS: files.requests, ...requests.secrets }) }
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

/** k6 tells the address of a request that it cannot make, with all that is in its query. */
function without(secrets: readonly string[], line: string): string {
  const texts = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)])
  return texts.reduce((text, secret) => text.replaceAll(secret, '***'), line)
}

function messages(log: string | undefined): readonly string[] {
  const lines = (log ?? '').split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => {
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
