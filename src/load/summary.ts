import { z } from 'zod'

/** What the runner script (k6-scripts/run.ts) writes at the end of a run; only the measured part is counted. */
export const summarySchema = z.object({
  schemaVersion: z.literal(1),
  /** The whole run: warm-up, measured part, and the wait for the last answers. */
  runMs: z.number(),
  requests: z.number().int(),
  failed: z.number().int(),
  /** Iterations that threw; k6 itself ends with exit code 0 then. */
  scriptErrors: z.number().int(),
  /** By k6's error code, or `http-<status>`. */
  failures: z.record(z.string(), z.number().int()),
  /** Of expected responses only: a refused connection would count as 0 ms. */
  latencyMs: z.object({
    count: z.number().int(),
    min: z.number(),
    avg: z.number(),
    max: z.number(),
    meanSquare: z.number(),
    /** Quantiles in percent, rising. */
    grid: z.array(z.tuple([z.number(), z.number()])),
  }),
  receivedBytes: z.number(),
  sentBytes: z.number(),
})
export type Summary = z.infer<typeof summarySchema>
