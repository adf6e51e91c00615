import { quantile, type Sample } from './measurement.ts'
import {
  countForQuantile,
  countForShare,
  type Interval,
  meanInterval,
  quantileInterval,
  shareInterval,
} from './statistics.ts'

/** Something that a gate can be set on. Each is named in docs/cli.md. */
export interface Metric {
  readonly unit: 'ms' | '%' | '/s' | 's'
  value(measured: Sample): number
  /** How sure the value is, at 95 % or the normal quantile that is given; null where it was counted, not sampled. */
  interval(measured: Sample, normal?: number): Interval | null
  /** How many requests it takes to decide, at the very least. */
  needs(limit: number): number
  /** Whether a gate may have a base as its limit. */
  readonly comparable: boolean
}

const latencyQuantile = (percent: number, comparable: boolean): Metric => ({
  unit: 'ms',
  comparable,
  value: (measured) => quantile(measured, percent),
  interval: ({ summary: { latencyMs } }, normal) => quantileInterval(latencyMs, percent, normal),
  needs: () => countForQuantile(percent),
})

const counted = (unit: Metric['unit'], value: Metric['value']): Metric => ({
  unit,
  comparable: false,
  value,
  interval: () => null,
  needs: () => 1,
})

/** The metrics of gates by the name that a gate uses. Latencies are of expected responses only. */
export const metrics: Readonly<Record<string, Metric>> = {
  min: counted('ms', ({ summary }) => summary.latencyMs.min),
  avg: {
    unit: 'ms',
    comparable: true,
    value: ({ summary }) => summary.latencyMs.avg,
    interval: ({ summary, stddevMs }, normal) => meanInterval(summary.latencyMs, stddevMs, normal),
    needs: () => 2,
  },
  p50: latencyQuantile(50, true),
  p90: latencyQuantile(90, true),
  p95: latencyQuantile(95, true),
  p99: latencyQuantile(99, true),
  'p99.9': latencyQuantile(99.9, false),
  max: counted('ms', ({ summary }) => summary.latencyMs.max),
  success: {
    unit: '%',
    comparable: true,
    value: ({ successful, requests }) => (requests === 0 ? 0 : (100 * successful) / requests),
    interval({ successful, requests }, normal) {
      const { low, high } = shareInterval(successful, requests, normal)
      return { low: low && low * 100, high: high && high * 100 }
    },
    needs: (limit) => (limit < 100 ? countForShare(limit / 100) : 1),
  },
  rps: counted('/s', ({ ratePerSecond }) => ratePerSecond),
  duration: counted('s', ({ steadyMs }) => steadyMs / 1000),
}
