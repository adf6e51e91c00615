import { z } from 'zod'
import { armNames } from './plan.ts'

const count = z.number().int()

/** Latencies of expected responses in one part of the run. */
const blockSchema = z.object({
  count,
  avg: z.number(),
  p50: z.number(),
  p90: z.number(),
  p95: z.number(),
  p99: z.number(),
})
export type BlockSummary = z.infer<typeof blockSchema>

/** Of expected responses only: a refused connection would count as 0 ms. */
const latencySchema = z.object({
  count,
  min: z.number(),
  avg: z.number(),
  max: z.number(),
  meanSquare: z.number(),
  /** Quantiles in percent, rising. */
  grid: z.array(z.tuple([z.number(), z.number()])),
})

export type LatencySummary = z.infer<typeof latencySchema>

/** One endpoint of those that an arm asks. */
const endpointSummarySchema = z.object({ requests: count, failed: count, latencyMs: latencySchema })
export type EndpointSummary = z.infer<typeof endpointSummarySchema>

/** One arm of the measured part. */
const armSummarySchema = z.object({
  name: z.enum(armNames),
  requests: count,
  failed: count,
  /** By k6's error code, or `http-<status>`. */
  failures: z.record(z.string(), count),
  latencyMs: latencySchema,
  /** In the order of the plan; absent where there is nothing but one address. */
  endpoints: z.array(endpointSummarySchema).optional(),
  /** Requests and latencies of each block; absent where arms take turns, empty where nobody asked. */
  blocks: z.array(blockSchema.extend({ requests: count })).optional(),
  /** The blocks of each half; none where nothing is compared. */
  halves: z.tuple([z.array(blockSchema), z.array(blockSchema)]),
  receivedBytes: z.number(),
  sentBytes: z.number(),
})
export type ArmSummary = z.infer<typeof armSummarySchema>

/** What the runner script (k6-scripts/run.ts) writes at the end of a run; only the measured part is counted. */
export const summarySchema = z.object({
  schemaVersion: z.literal(1),
  /** In milliseconds since 1970. */
  endedAt: z.number(),
  /** The whole run: warm-up, measured part, and the wait for the last answers. */
  runMs: z.number(),
  /** Iterations that threw; k6 itself ends with exit code 0 then. */
  scriptErrors: count,
  /** Requests that were due and not made: no user was free, or the time was up. */
  dropped: count,
  arms: z.array(armSummarySchema),
})
export type Summary = z.infer<typeof summarySchema>
