import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CpuUse, K6Binary, K6Job, K6Run } from '../../ports.ts'
import { beforeEnd, stoppable } from '../interruption.ts'
import { runProcess, signalGroup } from '../process.ts'
import { watchCpu } from './cpu.ts'
import { k6Environment } from './environment.ts'

const interruptedExit = 105
const keptErrors = 5

/** Runs a script of the folder with a plan; both ways go through files in a folder of this run. */
export async function runK6({ path }: K6Binary, scripts: string, job: K6Job): Promise<K6Run> {
  const folder = await mkdtemp(join(tmpdir(), 'backwright-load-'))
  const files = {
    script: join(scripts, `${job.script}.ts`),
    plan: join(folder, 'plan.json'),
    summary: join(folder, 'summary.json'),
    printed: join(folder, 'printed.log'),
    log: join(folder, 'k6.log'),
  }
  // The plan may have keys in its headers; an impatient second interruption does not leave it behind.
  const clear = () => rm(folder, { recursive: true, force: true })
  const cleared = beforeEnd(clear)
  try {
    await writeFile(files.plan, JSON.stringify(job.plan), { mode: 0o600 })
    const { code, interrupted, stderr, cpu } = await start(path, files, job.localIps)
    const logged = messages(await textIfThere(files.log)).slice(0, keptErrors)
    return {
      exitCode: code,
      interrupted,
      summary: await textIfThere(files.summary),
      printed: messages(await textIfThere(files.printed)),
      errors: logged.length > 0 || code === 0 ? logged : [stderr.trim().split('\n').at(-1) ?? ''],
      cpu,
    }
  } finally {
    await clear()
    cleared()
  }
}

interface RunFiles {
  readonly script: string
  readonly plan: string
  readonly summary: string
  readonly printed: string
  readonly log: string
}

async function start(path: string, files: RunFiles, localIps: K6Job['localIps']) {
  const args = ['run', '--quiet', '--no-color', '--no-usage-report', '--log-format=json']
  const logs = [`--log-output=file=${files.log},level=error`, `--console-output=${files.printed}`]
  const addresses = localIps ? [`--local-ips=${localIps.join(',')}`] : []
  const paths = ['-e', `LT_PLAN=${files.plan}`, '-e', `LT_SUMMARY=${files.summary}`]
  let stop = (): void => undefined
  let cpu = (): CpuUse | undefined => undefined
  let stopped = false
  const onStop = () => {
    stopped = true
    stop()
  }
  const result = await stoppable(onStop, () =>
    runProcess(path, [...args, ...logs, ...addresses, ...paths, files.script], {
      env: k6Environment(),
      onStart(child) {
        stop = () => signalGroup(child, 'SIGINT')
        if (child.pid !== undefined) cpu = watchCpu(child.pid)
        if (stopped) stop()
      },
    }),
  )
  return { ...result, cpu: cpu(), interrupted: stopped || result.code === interruptedExit }
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

async function textIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    // A run that failed early writes nothing, and the exit code says so.
    return undefined
  }
}
