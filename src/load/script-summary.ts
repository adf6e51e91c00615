import { z } from 'zod'
import { UserError } from '../base/errors.ts'
import { byCodePoint } from '../base/text.ts'
import { type Measurement, sample } from './measurement.ts'
import { type Grid, meanSquare } from './statistics.ts'
import { parseJson } from './summary.ts'

const metricSchema = z.record(z.string(), z.unknown())
const exportSchema = z.object({ metrics: z.record(z.string(), metricSchema) })
type Metrics = z.infer<typeof exportSchema>['metrics']

/** Quantiles in percent that k6 is asked for besides those of the script: dense at the top, so that any quantile and its interval can be read. */
export const scriptGrid: readonly number[] = [...steps(1, 94, 1), ...steps(95, 98.9, 0.1), ...steps(99, 99.98, 0.02)]

/** What a script of the user has measured, as far as its summary says. */
export interface ScriptMeasured {
  readonly subject: Measurement
  /** Nobody answered any of its requests. */
  readonly silent: boolean
  /** Requests of which the script has told k6 not to say whether they succeeded. */
  readonly unjudged: number
  readonly checks: { readonly passes: number; readonly fails: number }
  readonly iterations: number
  readonly dropped: number
  readonly mostUsers: number
  readonly thresholds: readonly Threshold[]
}

/** A threshold of the script, as k6 has judged it. */
export interface Threshold {
  /** `http_req_duration: p(95)<500`. */
  readonly text: string
  readonly holds: boolean
  /** Undefined where the summary does not have it. */
  readonly value: number | undefined
  /** Whether there was anything to measure: k6 lets it hold when there was not. */
  readonly measured: boolean
}

/** The text of k6's --summary-export → what was measured; undefined when a part is missing. UserError `tool-failed` for another shape. */
export function parseScriptSummary(text: string): ScriptMeasured | undefined {
  const document = parseJson(text)
  if (document === undefined) return undefined
  const { data } = exportSchema.safeParse(document)
  if (!data)
    throw new UserError('tool-failed', 'The summary that k6 has written has a shape that is not known. Use k6 2.')
  const { metrics } = data
  const value = (metric: string, key: string) => numberIn(metrics[metric], key)
  const [count, perSecond] = [value('http_reqs', 'count'), value('http_reqs', 'rate')]
  const [iterations, iterationRate] = [value('iterations', 'count'), value('iterations', 'rate')]
  // The summary has no length, but each of its rates is a count divided by it.
  const lengthMs = 1000 * (perSecond > 0 ? count / perSecond : iterationRate > 0 ? iterations / iterationRate : 0)
  return {
    subject: subjectOf(metrics, lengthMs),
    silent: count > 0 && value('http_req_waiting', 'max') === 0,
    unjudged: count - value('http_req_failed', 'passes') - value('http_req_failed', 'fails'),
    checks: { passes: value('checks', 'passes'), fails: value('checks', 'fails') },
    iterations,
    dropped: value('dropped_iterations', 'count'),
    mostUsers: value('vus_max', 'max'),
    // k6 has them in another order each time.
    thresholds: Object.entries(metrics)
      .flatMap(([name, metric]) => thresholdsOf(name, metric))
      .sort((a, b) => byCodePoint(a.text, b.text)),
  }
}

function subjectOf(metrics: Metrics, lengthMs: number): Measurement {
  const value = (metric: string, key: string) => numberIn(metrics[metric], key)
  const latency = 'http_req_duration{expected_response:true}'
  const [min, max] = [value(latency, 'min'), value(latency, 'max')]
  const grid: Grid = [[0, min], ...scriptGrid.map((q) => [q, value(latency, `p(${q})`)] as const), [100, max]]
  const latencyMs = {
    count: value(latency, 'count'),
    min,
    avg: value(latency, 'avg'),
    max,
    meanSquare: meanSquare(grid, value(latency, 'avg')),
    grid: grid.map(([q, ms]): [number, number] => [q, ms]),
  }
  // Of this rate, k6 calls the failed requests passes.
  const failed = value('http_req_failed', 'passes')
  const summary = {
    name: 'target' as const,
    requests: value('http_reqs', 'count'),
    failed,
    latencyMs,
    halves: [[], []] as [[], []],
    receivedBytes: value('data_received', 'count'),
    sentBytes: value('data_sent', 'count'),
  }
  const measured = sample(summary, { elapsedMs: lengthMs, steadyMs: lengthMs })
  const failures = failed > 0 ? [{ kind: 'other' as const, label: 'not told by the script', count: failed }] : []
  return { ...measured, failures, answered: measured.successful, summary }
}

function thresholdsOf(name: string, metric: Metrics[string]): readonly Threshold[] {
  const { thresholds } = metric
  if (typeof thresholds !== 'object' || thresholds === null) return []
  const sampled = 'avg' in metric || 'passes' in metric
  const measured = !sampled || numberIn(metric, 'count') + numberIn(metric, 'passes') + numberIn(metric, 'fails') > 0
  return Object.entries(thresholds).map(([expression, crossed]) => ({
    text: `${name}: ${expression}`,
    // In this file, true is a threshold that was crossed: https://github.com/grafana/k6/issues/1498
    holds: crossed === false,
    value: aggregate(expression, metric),
    measured,
  }))
}

function aggregate(expression: string, metric: Metrics[string]): number | undefined {
  const name = /^\s*([a-z]+(?:\(\s*[\d.]+\s*\))?)/.exec(expression)?.[1]?.replace(/\s/g, '') ?? ''
  const key = name === 'rate' && 'passes' in metric ? 'value' : name
  return typeof metric[key] === 'number' ? metric[key] : undefined
}

function numberIn(metric: Metrics[string] | undefined, key: string): number {
  const value = metric?.[key]
  return typeof value === 'number' ? value : 0
}

function steps(from: number, to: number, by: number): readonly number[] {
  const count = Math.round((to - from) / by) + 1
  return Array.from({ length: count }, (_, index) => Number((from + index * by).toFixed(2)))
}
