import type { Measurement } from './measurement.ts'
import type { LoadPlan, Shape } from './plan.ts'
import type { BlockSummary } from './summary.ts'

/** One part of a run, in milliseconds from the start of its measured part; null where parts are of requests, not of time. */
export interface Moment {
  readonly fromMs: number | null
  readonly toMs: number | null
  /** Null where only the successful ones were counted. */
  readonly requests: number | null
  readonly successful: number
  /** Null where too few requests were successful. */
  readonly p50: number | null
  readonly p95: number | null
  readonly p99: number | null
}

/** Below them, the quantile of a part is its maximum. */
const least = { p50: 1, p95: 20, p99: 100 } as const

/** How a run went, part by part, as far as it got; empty when it was not cut into parts. */
export function timeline({ summary, steadyMs }: Measurement, { shape }: LoadPlan): readonly Moment[] {
  const lengthMs = lengthOf(shape)
  const parts = summary.blocks ?? both(summary.halves)
  return parts
    .map((part, index) => moment(part, lengthMs === undefined ? undefined : [index, lengthMs / parts.length]))
    .filter(({ fromMs }) => fromMs === null || fromMs < steadyMs)
    .map((part) => ({ ...part, toMs: part.toMs && Math.min(part.toMs, steadyMs) }))
}

/** The same in a run that had gone on for so long before. */
export function later(given: Moment, ms: number): Moment {
  const { fromMs, toMs } = given
  return { ...given, fromMs: fromMs === null ? null : fromMs + ms, toMs: toMs === null ? null : toMs + ms }
}

type Part = BlockSummary & { readonly requests?: number }

function moment(part: Part, time: readonly [index: number, lengthMs: number] | undefined): Moment {
  const { count, requests = null } = part
  const value = (name: keyof typeof least) => (count >= least[name] ? part[name] : null)
  return {
    fromMs: time ? time[0] * time[1] : null,
    toMs: time ? (time[0] + 1) * time[1] : null,
    requests,
    successful: count,
    p50: value('p50'),
    p95: value('p95'),
    p99: value('p99'),
  }
}

function lengthOf(shape: Shape): number | undefined {
  return shape.kind === 'iterations' ? undefined : shape.durationMs
}

/** The two halves of each block as one. Their quantiles are weighed by their sizes, which is near enough for halves that are drawn alike. */
function both([first, second]: Measurement['summary']['halves']): readonly Part[] {
  return first.map((one, index) => {
    const other = second[index] ?? one
    const count = one.count + other.count
    const mean = (name: 'avg' | 'p50' | 'p90' | 'p95' | 'p99') =>
      count === 0 ? 0 : (one[name] * one.count + other[name] * other.count) / count
    return { count, avg: mean('avg'), p50: mean('p50'), p90: mean('p90'), p95: mean('p95'), p99: mean('p99') }
  })
}
