import { z } from 'zod'
import { UserError } from '../base/errors.ts'
import { maskSecrets } from '../base/text.ts'
import { type Gate, parseGate, productionGates } from '../load/gate.ts'
import { type Measurement, measurement, quantile } from '../load/measurement.ts'
import { parseHeader, parseTargetUrl } from '../load/parse.ts'
import type { LoadPlan } from '../load/plan.ts'
import { recommendations } from '../load/recommendations.ts'
import { type Summary, summarySchema } from '../load/summary.ts'
import { judge } from '../load/verdict.ts'
import type { K6Run, World } from '../ports.ts'

export interface LoadOptions {
  readonly url: string
  readonly method: string
  readonly body?: string | undefined
  /** `Name: value` each. */
  readonly headers: readonly string[]
  readonly concurrency: number
  readonly durationMs: number
  readonly warmupMs: number
  readonly timeoutMs: number
  readonly verifyTls: boolean
  /** The one status that counts as success; 200 to 399 when absent. */
  readonly expectStatus?: number | undefined
  readonly gates: readonly string[]
  /** Also the success criteria of a production service. */
  readonly production: boolean
}

const number = z.number()

const targetResult = z.object({
  url: z.string(),
  method: z.string(),
  requests: z.object({
    total: number,
    ratePerSecond: number,
    successful: number,
    failed: number,
    /** In 0..1. */
    successShare: number,
  }),
  latencyMs: z.object({
    min: number,
    avg: number,
    p50: number,
    p90: number,
    p95: number,
    p99: number,
    p999: number,
    max: number,
    stddev: number,
  }),
  errors: z.array(z.object({ kind: z.string(), label: z.string(), count: number })),
  transfer: z.object({ receivedBytes: number, sentBytes: number }),
})
export type TargetResult = z.infer<typeof targetResult>

const verdictName = z.enum(['PASS', 'FAIL', 'INCONCLUSIVE', 'INVALID'])

export const loadResultSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.literal('load'),
  verdict: verdictName,
  reasons: z.array(z.object({ code: z.string(), message: z.string() })),
  gates: z.array(
    z.object({
      gate: z.string(),
      verdict: verdictName,
      value: number,
      interval: z.tuple([number.nullable(), number.nullable()]).nullable(),
      reason: z.string(),
    }),
  ),
  targets: z.array(targetResult),
  /** The measured part. */
  durationMs: number,
  concurrency: number,
  model: z.enum(['closed', 'open']),
  recommendations: z.array(z.object({ because: z.string(), advice: z.string() })),
  k6: z.object({ version: z.string(), path: z.string() }),
})
export type LoadResult = z.infer<typeof loadResultSchema>

/** Drives k6 against an address and judges what was measured. UserErrors: `bad-option`, `bad-input`, `unreachable-host`, `no-k6`. */
export async function load(
  options: LoadOptions,
  { k6, network, log }: Pick<World, 'k6' | 'network' | 'log'>,
): Promise<LoadResult> {
  const gates = [...(options.production ? productionGates : []), ...options.gates].map(parseGate)
  const plan = loadPlan(options)
  const { hostname } = new URL(plan.target.url)
  if (!(await network.resolves(hostname))) {
    throw new UserError('unreachable-host', `The host ${hostname} has no address. Check the spelling, or your DNS.`)
  }
  const binary = await k6.install(log)
  log.info(
    `Loading ${maskSecrets(plan.target.url)} with k6 ${binary.version} for ${(plan.durationMs + plan.warmupMs) / 1000} s ...`,
  )
  const run = await k6.run(binary, plan)
  return result(plan, gates, run, binary)
}

function loadPlan(options: LoadOptions): LoadPlan {
  const url = parseTargetUrl(options.url)
  const { expectStatus } = options
  return {
    schemaVersion: 1,
    target: {
      url: url.href,
      method: options.method.toUpperCase(),
      headers: Object.fromEntries(options.headers.map(parseHeader)),
      ...(options.body !== undefined && { body: options.body }),
    },
    concurrency: options.concurrency,
    durationMs: options.durationMs,
    warmupMs: options.warmupMs,
    timeoutMs: options.timeoutMs,
    verifyTls: options.verifyTls,
    expected: expectStatus === undefined ? { min: 200, max: 399 } : { min: expectStatus, max: expectStatus },
  }
}

function result(plan: LoadPlan, gates: readonly Gate[], run: K6Run, binary: LoadResult['k6']): LoadResult {
  const measured = run.summary === undefined ? undefined : measurement(parseSummary(run.summary), plan)
  const { verdict, reasons, gates: judged } = judge(measured, run, gates)
  return {
    schemaVersion: 1,
    command: 'load',
    verdict,
    reasons: [...reasons],
    gates: judged.map((gate) => ({ ...gate, interval: gate.interval && [...gate.interval] })),
    targets: measured ? [target(plan, measured)] : [],
    durationMs: measured?.steadyMs ?? 0,
    concurrency: plan.concurrency,
    model: 'closed',
    recommendations: measured ? [...recommendations(measured, plan)] : [],
    k6: { version: binary.version, path: binary.path },
  }
}

function parseSummary(text: string): Summary {
  return summarySchema.parse(JSON.parse(text))
}

function target({ target: { url, method } }: LoadPlan, measured: Measurement): TargetResult {
  const { requests, successful, failed, ratePerSecond, failures, stddevMs, summary } = measured
  const { min, avg, max } = summary.latencyMs
  const [p50, p90, p95, p99, p999] = [50, 90, 95, 99, 99.9].map((percent) => quantile(measured, percent))
  return {
    url: maskSecrets(url),
    method,
    requests: {
      total: requests,
      ratePerSecond,
      successful,
      failed,
      successShare: requests ? successful / requests : 0,
    },
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
    errors: failures.map((failure) => ({ ...failure })),
    transfer: { receivedBytes: summary.receivedBytes, sentBytes: summary.sentBytes },
  }
}
