import { z } from 'zod'
import { maskSecrets } from '../base/text.ts'
import { type Measurement, quantile, type Sample } from '../load/measurement.ts'
import { metrics } from '../load/metrics.ts'
import type { Target } from '../load/plan.ts'
import { type Interval, shareInterval } from '../load/statistics.ts'
import type { Moment } from '../load/timeline.ts'

const number = z.number()
/** `[low, high]`; null where nothing bounds it. */
export const interval = z.tuple([number.nullable(), number.nullable()])

/** How many there were, and how they went. */
export const requestsResult = z.object({
  total: number,
  ratePerSecond: number,
  successful: number,
  failed: number,
  /** In 0..1. */
  successShare: number,
  /** Of the share, 95 %. */
  successInterval: interval,
})

/** Of the successful requests; 0 where there was none. */
export const latencyResult = z.object({
  min: number,
  avg: number,
  p50: number,
  p90: number,
  p95: number,
  p99: number,
  p999: number,
  max: number,
  stddev: number,
})

/** One address, as it was loaded. */
export const targetResult = z.object({
  url: z.string(),
  method: z.string(),
  requests: requestsResult,
  latencyMs: latencyResult,
  /** 95 %; an end that is null is unbounded: so few requests do not tell. */
  latencyIntervalsMs: z.object({
    avg: interval,
    p50: interval,
    p90: interval,
    p95: interval,
    p99: interval,
    p999: interval,
  }),
  /** Percentages and the milliseconds that so many of the successful requests took at most; empty when there were none. */
  quantilesMs: z.array(z.tuple([number, number])),
  /** Parts of equal length; empty where nobody asked for them, as `--html` does. */
  timeline: z.array(
    z.object({
      /** From the start of the measured part; null where it is cut by the number of requests. */
      fromMs: number.nullable(),
      toMs: number.nullable(),
      /** Null in a comparison, which counts the successful ones only. */
      requests: number.nullable(),
      successful: number,
      /** Null where too few requests were successful. */
      p50: number.nullable(),
      p95: number.nullable(),
      p99: number.nullable(),
    }),
  ),
  errors: z.array(z.object({ kind: z.string(), label: z.string(), count: number })),
  transfer: z.object({ receivedBytes: number, sentBytes: number }),
})
export type TargetResult = z.infer<typeof targetResult>

/** What was measured of one address, as a whole and part by part. */
export function targetOf(
  { url, method }: Pick<Target, 'url' | 'method'>,
  measured: Measurement,
  moments: readonly Moment[],
): TargetResult {
  const { successful, failures, stddevMs, summary } = measured
  const { min, avg, max } = summary.latencyMs
  const [p50, p90, p95, p99, p999] = [50, 90, 95, 99, 99.9].map((percent) => quantile(measured, percent))
  return {
    url: maskSecrets(url),
    method,
    requests: requestsOf(measured),
    latencyMs: {
      min,
      avg,
      p50: p50 ?? 0,
      p90: p90 ?? 0,
      p95: p95 ?? 0,
      p99: p99 ?? 0,
      p999: p999 ?? 0,
      max,
      stddev: stddevMs,
    },
    latencyIntervalsMs: {
      avg: latencyEnds('avg', measured),
      p50: latencyEnds('p50', measured),
      p90: latencyEnds('p90', measured),
      p95: latencyEnds('p95', measured),
      p99: latencyEnds('p99', measured),
      p999: latencyEnds('p99.9', measured),
    },
    quantilesMs: successful > 0 ? summary.latencyMs.grid.map(([percent, ms]) => [percent, ms]) : [],
    timeline: moments.map((moment) => ({ ...moment })),
    errors: failures.map((failure) => ({ ...failure })),
    transfer: { receivedBytes: summary.receivedBytes, sentBytes: summary.sentBytes },
  }
}

function latencyEnds(metric: string, measured: Measurement): [number | null, number | null] {
  const interval = measured.successful > 0 ? metrics[metric]?.interval(measured) : undefined
  return ends(interval ?? { low: undefined, high: undefined })
}

/** What was counted → how it went. */
export function requestsOf(sample: Sample): z.infer<typeof requestsResult> {
  const { requests, successful, failed, ratePerSecond } = sample
  return {
    total: requests,
    ratePerSecond,
    successful,
    failed,
    successShare: requests ? successful / requests : 0,
    successInterval: ends(shareInterval(successful, requests)),
  }
}

function ends({ low, high }: Interval): [number | null, number | null] {
  return [low ?? null, high ?? null]
}
