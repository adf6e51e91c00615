import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { CpuUse } from '../../ports/k6.ts'

const everyMs = 200
/** Linux counts in hundredths of a second here, whatever the kernel's own clock (proc(5), USER_HZ). */
const tickMs = 10

/** Watches what a process uses of the processors until the answer is called; undefined where the system has no /proc. */
export function watchCpu(pid: number): () => CpuUse | undefined {
  const samples: { at: number; usedMs: number; waitedMs: number | undefined }[] = []
  const look = () => {
    const usedMs = used(pid)
    if (usedMs !== undefined) samples.push({ at: Date.now(), usedMs, waitedMs: waited(pid) })
  }
  const timer = setInterval(look, everyMs).unref()
  return () => {
    clearInterval(timer)
    return samples.length === 0 ? undefined : { cores: cores(), samples }
  }
}

function used(pid: number): number | undefined {
  const text = read(`/proc/${pid}/stat`)
  // The name of the program is in parentheses and may have blanks in it; user and system time are the fields 14 and 15.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  return fields && (Number(fields[11]) + Number(fields[12])) * tickMs
}

/** Of each thread, its second number is the nanoseconds on a run queue; a system may not count them, and has no such files then. */
function waited(pid: number): number | undefined {
  const texts = threads(pid).flatMap((thread) => read(`/proc/${pid}/task/${thread}/schedstat`) ?? [])
  return texts.length === 0 ? undefined : texts.reduce((sum, text) => sum + Number(text.split(' ')[1]), 0) / 1e6
}

function threads(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    // The process is gone.
    return []
  }
}

/** What this process may use: the processors, or the part of them that a container is given. */
function cores(): number {
  const [quota = '', period = ''] = read('/sys/fs/cgroup/cpu.max')?.trim().split(' ') ?? []
  const given = Number(quota) / Number(period)
  return Number.isFinite(given) && given > 0 ? Math.min(availableParallelism(), given) : availableParallelism()
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // The process is gone, or this system has no such file.
    return undefined
  }
}
