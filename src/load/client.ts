import { count } from '../base/text.ts'
import type { CpuUse } from '../ports/k6.ts'
import type { Reason } from './reason.ts'

/** How k6 itself fared on the machine. */
export interface Client {
  readonly cores: number
  /** What it used of all of them, in 0..1. */
  readonly cpuShare: number
  /** For how many milliseconds it waited for a processor for each in which it had one; undefined where the system does not tell. */
  readonly waitedTimes?: number | undefined
}

interface Period {
  readonly from: number
  readonly to: number
}

const leastMs = 500

/** From the first to the last sample within a period, or of all. */
export function clientOf(
  cpu: CpuUse | undefined,
  { from, to }: Period = { from: 0, to: Infinity },
): Client | undefined {
  const inside = (cpu?.samples ?? []).filter(({ at }) => at >= from && at <= to)
  const [first, last] = [inside[0], inside.at(-1)]
  if (!cpu || !first || !last || last.at - first.at < leastMs) return undefined
  const usedMs = last.usedMs - first.usedMs
  const cpuShare = usedMs / ((last.at - first.at) * cpu.cores)
  if (first.waitedMs === undefined || last.waitedMs === undefined) return { cores: cpu.cores, cpuShare }
  return { cores: cpu.cores, cpuShare, waitedTimes: (last.waitedMs - first.waitedMs) / Math.max(1, usedMs) }
}

/** Beyond, requests wait for the client, and it is the client's own latency that is measured. */
const tolerableCpu = 0.8
/** A k6, a service and a database that share two processors wait less. Beyond, it is others that decide when anybody gets one. */
const tolerableWait = 4

export function* saturation(client: Client | undefined): Iterable<Reason> {
  if (!client || client.cpuShare <= tolerableCpu) return
  const share = `${Math.round(client.cpuShare * 100)} % of ${count(client.cores, 'processor')}`
  const message = `k6 itself used ${share}, so the latencies are in part its own. Use less load or a larger machine.`
  yield { code: 'client-saturated', message }
}

/** Of two services that take turns, the one that others leave a processor looks faster all the time, which no turns even out. */
export function* contention(client: Client | undefined): Iterable<Reason> {
  const { waitedTimes = 0 } = client ?? {}
  if (waitedTimes <= tolerableWait) return
  const message = `k6 waited for a processor ${waitedTimes.toFixed(1)} times as long as it had one: something else keeps the machine busy, and what is compared is who gets a processor. Stop it, or use another machine.`
  yield { code: 'machine-busy', message }
}
