import { z } from 'zod'
import { quantile, type Sample } from '../load/measurement.ts'
import type { Measured } from '../load/observation.ts'
import type { LoadPlan } from '../load/plan.ts'
import { latencyResult, requestsOf, requestsResult } from './load-target.ts'
import { msWords } from './load-words.ts'

/** One operation of those that were loaded together. */
export const endpointResult = z.object({
  /** Its operationId, or a name made from method and path. */
  operation: z.string(),
  method: z.string(),
  /** As the document has it. */
  path: z.string(),
  requests: requestsResult,
  /** Of its successful requests; 0 where there was none. */
  latencyMs: latencyResult.omit({ p999: true }),
})
export type EndpointResult = z.infer<typeof endpointResult>

/** In the order of the document. */
export function endpointsOf({ arms }: LoadPlan, { endpoints: samples }: Measured): EndpointResult[] {
  const endpoints = arms.at(-1)?.endpoints ?? []
  return endpoints.flatMap(({ operation, method, path }, index) => {
    const sample = samples[index]
    return sample ? [{ operation, method, path, ...numbersOf(sample) }] : []
  })
}

function numbersOf(sample: Sample): Pick<EndpointResult, 'requests' | 'latencyMs'> {
  const { stddevMs, summary } = sample
  const { min, avg, max } = summary.latencyMs
  return {
    requests: requestsOf(sample),
    latencyMs: {
      min,
      avg,
      p50: quantile(sample, 50),
      p90: quantile(sample, 90),
      p95: quantile(sample, 95),
      p99: quantile(sample, 99),
      max,
      stddev: stddevMs,
    },
  }
}

export const endpointHeader = ['endpoint', 'requests', 'per second', 'failed', 'p50', 'p95', 'p99', 'max'] as const

/** Side by side, a row of texts per endpoint. */
export function endpointRows(endpoints: readonly EndpointResult[]): readonly (readonly string[])[] {
  return endpoints.map(({ method, path, requests, latencyMs: { p50, p95, p99, max } }) => [
    `${method} ${path}`,
    requests.total.toLocaleString('en-US'),
    requests.ratePerSecond.toFixed(1),
    requests.failed.toLocaleString('en-US'),
    ...[p50, p95, p99, max].map((ms) => (requests.successful === 0 ? '-' : `${msWords(ms)} ms`)),
  ])
}
