import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

export interface ProcessResult {
  /** 128 plus the signal's number when a signal ended it. */
  readonly code: number
  readonly stdout: string
  /** The same as it came, where its encoding is not known to be UTF-8. */
  readonly bytes: Buffer
  readonly stderr: string
}

export interface ProcessOptions {
  readonly cwd?: string
  /** In place of this process's own environment. */
  readonly env?: NodeJS.ProcessEnv
  /** Whom it runs as, where that is not the user of this process. */
  readonly as?: Account | undefined
  readonly onStart?: (child: ChildProcess) => void
}

export interface Account {
  readonly uid: number
  readonly gid: number
}

/** Children that have to go when this process goes. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL')
})

/** Runs a program without a shell, in a process group of its own. Resolves whatever its exit code; rejects when it cannot be started. */
export function runProcess(
  command: string,
  args: readonly string[],
  { cwd, env, as, onStart }: ProcessOptions = {},
): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    const child = spawnGroup(command, args, { cwd, env, as })
    const output: Buffer[] = []
    let stderr = ''
    child.stdout.on('data', (bytes: Buffer) => output.push(bytes))
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.on('error', (error) => {
      running.delete(child)
      reject(error)
    })
    child.on('close', (code, signal) => {
      running.delete(child)
      const bytes = Buffer.concat(output)
      resolve({
        code: code ?? 128 + (signal === 'SIGKILL' ? 9 : 15),
        stdout: bytes.toString('utf8'),
        bytes,
        stderr,
      })
    })
    onStart?.(child)
  })
}

/** Starts a program in a process group of its own, which ends when this process ends. */
export function spawnGroup(
  command: string,
  args: readonly string[],
  { cwd, env, as }: { [Name in 'cwd' | 'env' | 'as']?: ProcessOptions[Name] | undefined },
): ChildProcessByStdio<null, Readable, Readable> {
  const child = spawn(command, args, {
    cwd,
    env: env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...as,
  })
  running.add(child)
  return child
}

/** Signals a child and all that it started. */
export function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // It is gone already, which is what was wanted.
  }
}
