import type { LoadPlan } from '../../src/load/plan.ts'
import { isOfOneArm } from './plan.ts'
import { askedIn, spans } from './pulse.ts'
import {
  block,
  dropped,
  failureCodes,
  failures,
  grid,
  halves,
  measured,
  ofEndpoint,
  pages,
  redirects,
  wholeBlock,
} from './subsets.ts'

/** What k6 hands to handleSummary, as far as it is read. */
export interface K6Summary {
  readonly metrics: Readonly<Record<string, { readonly values: Readonly<Record<string, number>> }>>
  readonly state: { readonly testRunDurationMs: number }
}

type Value = (metric: string, key: string) => number

/** The stable shape that backwright reads (src/load/summary.ts), whatever else a version of k6 puts into its own. */
export function summary({ metrics, state }: K6Summary, plan: LoadPlan): object {
  const value: Value = (metric, key) => metrics[metric]?.values[key] ?? 0
  return {
    schemaVersion: 1,
    endedAt: Date.now(),
    runMs: state.testRunDurationMs,
    scriptErrors: value('lt_script_errors', 'count'),
    dropped: value(dropped, 'count'),
    askedMs: askedMs(metrics),
    arms: plan.arms.map(({ name, endpoints }) => ({
      ...arm(name, value),
      ...(endpoints && { endpoints: endpoints.map((_, index) => endpoint(name, index, value)) }),
      ...blocks(name, plan, value),
    })),
  }
}

/** The first and the last moment of each span in which users asked. */
function askedMs(metrics: K6Summary['metrics']): readonly (readonly [number, number])[] {
  return spans().flatMap((span) => {
    const { min, max } = metrics[askedIn(span)]?.values ?? {}
    return min !== undefined && max !== undefined && max > 0 ? [[min, max] as const] : []
  })
}

function arm(name: string, value: Value): object {
  const { latency, requests, failed, sent, received } = measured(name, isOfOneArm)
  const counts = failureCodes().map((code) => [code, value(failures(name, code), 'count')] as const)
  return {
    name,
    requests: value(requests, 'count'),
    // Of this rate, k6 calls the failed requests passes.
    failed: value(failed, 'passes'),
    redirects: value(redirects(name), 'count'),
    pages: value(pages(name), 'count'),
    failures: Object.fromEntries(counts.filter(([, count]) => count > 0)),
    latencyMs: latencies(latency, value),
    receivedBytes: value(received, 'count'),
    sentBytes: value(sent, 'count'),
  }
}

function endpoint(arm: string, index: number, value: Value): object {
  const { latency, failures } = ofEndpoint(arm, index, isOfOneArm)
  const failed = value(failures, 'count')
  return { requests: value(latency, 'count') + failed, failed, latencyMs: latencies(latency, value) }
}

function latencies(latency: string, value: Value): object {
  return {
    count: value(latency, 'count'),
    min: value(latency, 'min'),
    avg: value(latency, 'avg'),
    max: value(latency, 'max'),
    grid: pointsOf(latency, value),
  }
}

/** Of a trend, its quantiles from the least to the greatest value. */
function pointsOf(trend: string, value: Value): readonly (readonly [number, number])[] {
  return [
    [0, value(trend, 'min')],
    ...grid().map((q) => [q, value(trend, `p(${q})`)] as const),
    [100, value(trend, 'max')],
  ]
}

/** Of a single arm its blocks, of several the blocks of their halves. */
function blocks(name: string, { arms, blocks: length }: LoadPlan, value: Value): object {
  if (arms.length > 1) {
    return {
      halves: halves.map((half) => Array.from({ length }, (_, index) => blockOf(block(name, half, index), value))),
    }
  }
  const whole = Array.from({ length }, (_, index) => wholeBlock(name, index))
  return {
    halves: halves.map(() => []),
    blocks: whole.map(({ latency, requests }) => ({ requests: value(requests, 'count'), ...blockOf(latency, value) })),
  }
}

function blockOf(metric: string, value: Value): object {
  const [p50, p90, p95, p99] = [50, 90, 95, 99].map((percent) => value(metric, `p(${percent})`))
  return { count: value(metric, 'count'), avg: value(metric, 'avg'), p50, p90, p95, p99 }
}
