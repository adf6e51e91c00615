import { z } from 'zod'
import { armNames } from './plan.ts'
import { meanSquare } from './statistics.ts'

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

interface Counted {
  readonly requests: number
  readonly failed: number
  readonly latencyMs: { readonly count: number }
}

/** k6 counts a request in three places, and leaves one out that it was told not to keep: that would be a success too many. */
function addsUp({ requests, failed, latencyMs }: Counted): boolean {
  return failed <= requests && latencyMs.count === requests - failed
}

/** Quantiles in percent, rising. */
const gridSchema = z.array(z.tuple([z.number(), z.number()]))

/** Of expected responses only: a refused connection would count as 0 ms. */
const latencySchema = z
  .object({ count, min: z.number(), avg: z.number(), max: z.number(), grid: gridSchema })
  .transform((latency) => ({ ...latency, meanSquare: meanSquare(latency.grid, latency.avg) }))

export type LatencySummary = z.infer<typeof latencySchema>

/** One endpoint of those that an arm asks. */
const endpointSummarySchema = z.object({ requests: count, failed: count, latencyMs: latencySchema }).refine(addsUp)
export type EndpointSummary = z.infer<typeof endpointSummarySchema>

/** One arm of the measured part. */
const armSummarySchema = z
  .object({
    name: z.enum(armNames),
    requests: count,
    failed: count,
    /** By k6's error code, or `http-<status>`. */
    failures: z.record(z.string(), count),
    /** Successful ones that nobody has asked for. */
    redirects: count.optional(),
    /** Those of HTML, but for endpoints that may answer it. */
    pages: count.optional(),
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
  .refine(addsUp)
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
  /** From the start of the measured part, the first and the last moment of each span in which users asked; none for a rate and for several arms. */
  askedMs: z.array(z.tuple([z.number(), z.number()])).default([]),
  arms: z.array(armSummarySchema),
})
export type Summary = z.infer<typeof summarySchema>

/** The text that the runner script has written → its numbers; undefined when a part is missing, as of a full disk, or a number is none. */
export function parseSummary(text: string): Summary | undefined {
  return summarySchema.safeParse(parseJson(text)).data
}

/** Undefined for a text that is not whole, as of a full disk. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Told as a run that left no whole summary.
    return undefined
  }
}
