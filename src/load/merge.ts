import type { Client } from './client.ts'
import { answered, mergeFailures } from './failure.ts'
import type { Measurement } from './measurement.ts'
import { mergeLatencies } from './merged-latency.ts'
import type { Part } from './part.ts'
import type { Reason } from './reason.ts'
import type { LatencySummary } from './summary.ts'

/** What several runs measured together. */
export interface Merged {
  /** Undefined when no run has measured anything. */
  readonly subject: Measurement | undefined
  /** When all of them were at work, in milliseconds since 1970. */
  readonly period: Period | undefined
  /** Of the shortest run. */
  readonly durationMs: number
  readonly dropped: number
  /** Undefined where one of them does not know. */
  readonly client: Client | undefined
  readonly doubts: readonly Reason[]
}

interface Period {
  readonly from: number
  readonly to: number
}

/** Parts of one plan (same-plan.ts) → one measurement. */
export function merge(parts: readonly Part[]): Merged {
  const periods = parts.flatMap(({ measuredAt }) => measuredAt ?? [])
  // Machines never start in the same moment; those that are further apart than a tenth are no load (apart).
  const durationMs = periods.length === 0 ? 0 : Math.min(...parts.flatMap(underLoadMs))
  return {
    subject: measurementOf(parts, durationMs),
    period: periods.length === 0 ? undefined : overlap(periods),
    durationMs,
    dropped: sum(parts, ({ dropped }) => dropped),
    client: clientOf(parts),
    doubts: [...parts.flatMap(doubtsOf), ...apart(periods)],
  }
}

function overlap(periods: readonly Period[]): Period {
  const from = Math.max(...periods.map((period) => period.from))
  return { from, to: Math.max(from, Math.min(...periods.map((period) => period.to))) }
}

type Target = Part['targets'][number]

function measurementOf(parts: readonly Part[], steadyMs: number): Measurement | undefined {
  const targets = parts.flatMap((part) => part.targets)
  if (targets.length === 0) return undefined
  const requests = sum(targets, (target) => target.requests.total)
  const successful = sum(targets, (target) => target.requests.successful)
  const failures = mergeFailures(targets.flatMap(({ errors }) => errors))
  const latencyMs = mergeLatencies(targets.map(latencyOf))
  return {
    requests,
    successful,
    failed: requests - successful,
    elapsedMs: steadyMs,
    steadyMs,
    // While all are at work, their rates add up.
    ratePerSecond: sum(parts, ratePerSecond),
    failures,
    answered: successful + sum(failures.filter(answered), ({ count }) => count),
    stddevMs: Math.sqrt(Math.max(0, latencyMs.meanSquare - latencyMs.avg ** 2)),
    summary: {
      name: 'target',
      requests,
      failed: requests - successful,
      latencyMs,
      halves: [[], []],
      receivedBytes: sum(targets, ({ transfer }) => transfer.receivedBytes),
      sentBytes: sum(targets, ({ transfer }) => transfer.sentBytes),
    },
  }
}

/** The rest of its time it waited for the last answers. */
function underLoadMs({ measuredAt, plan }: Part): readonly number[] {
  return measuredAt ? [Math.min(measuredAt.to - measuredAt.from, plan.durationMs ?? Number.POSITIVE_INFINITY)] : []
}

function ratePerSecond({ measuredAt, targets }: Part): number {
  const ms = measuredAt ? measuredAt.to - measuredAt.from : 0
  return ms > 0 ? sum(targets, ({ requests }) => requests.total) / (ms / 1000) : 0
}

function latencyOf({ requests, latencyMs, quantilesMs }: Target): LatencySummary {
  const { avg, stddev } = latencyMs
  const [min, max] = [quantilesMs[0]?.[1] ?? 0, quantilesMs.at(-1)?.[1] ?? 0]
  return { count: requests.successful, min, avg, max, meanSquare: avg ** 2 + stddev ** 2, grid: quantilesMs }
}

function clientOf(parts: readonly Part[]): Client | undefined {
  const clients = parts.flatMap(({ client }) => client ?? [])
  const cores = sum(clients, (client) => client.cores)
  if (clients.length < parts.length || cores === 0) return undefined
  return { cores, cpuShare: sum(clients, (client) => client.cpuShare * client.cores) / cores }
}

/** What spoils a part spoils the whole; how its own gates went does not matter. */
function doubtsOf({ file, verdict, reasons }: Part): readonly Reason[] {
  if (verdict !== 'INVALID') return []
  const said = reasons.map(({ code, message }) => `${file} is INVALID, ${code}: ${message}`)
  return (said.length > 0 ? said : [`${file} is INVALID.`]).map((message) => ({ code: 'invalid-part', message }))
}

/** Machines are started by hand or by CI, and their clocks differ a little. */
const tolerableDelay = 0.1
const tolerableDelayMs = 2000

/** Runs that did not start together were not one load. */
function* apart(periods: readonly Period[]): Iterable<Reason> {
  const starts = periods.map(({ from }) => from)
  const delayMs = Math.max(...starts) - Math.min(...starts)
  const longestMs = Math.max(...periods.map(({ from, to }) => to - from))
  if (periods.length === 0 || delayMs <= Math.max(tolerableDelayMs, longestMs * tolerableDelay)) return
  const { from, to } = overlap(periods)
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
  const message = `The runs started ${seconds(delayMs)} apart and were at work together for ${seconds(to - from)} of ${seconds(longestMs)}, so they were not one load. Start them at once, and look at the clocks of the machines.`
  yield { code: 'runs-apart', message }
}

function sum<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((total, item) => total + value(item), 0)
}
