import { readFileSync } from 'node:fs'
import type { Machine } from '../ports/host.ts'

/** Where Linux tells it, by its own words; elsewhere as Node has it. */
export const nodeMachine: Machine = { freeMemory: () => Math.min(ofMachine(), ofContainer()) }

function ofMachine(): number {
  const kilobytes = /^MemAvailable:\s+(\d+) kB$/m.exec(read('/proc/meminfo') ?? '')?.[1]
  return kilobytes === undefined ? process.availableMemory() : Number(kilobytes) * 1024
}

/** What is left of the part that a container is given (cgroup v2). Cached files are in use, and go when their place is needed. */
function ofContainer(): number {
  const [most, used] = ['max', 'current'].map((name) => Number(read(`/sys/fs/cgroup/memory.${name}`)?.trim()))
  const cached = Number(/^inactive_file (\d+)$/m.exec(read('/sys/fs/cgroup/memory.stat') ?? '')?.[1] ?? 0)
  const left = (most ?? Number.NaN) - (used ?? Number.NaN) + cached
  return Number.isFinite(left) ? Math.max(0, left) : Number.POSITIVE_INFINITY
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // This system has no such file.
    return undefined
  }
}
