import { z } from 'zod'
import { rowVerdicts } from '../load/comparison.ts'
import { verdictNames } from '../load/gate.ts'
import { endpointResult } from './load-endpoint.ts'
import { interval, targetResult } from './load-target.ts'
import { rateLimitResult } from './rate-limit-result.ts'

const number = z.number()

const verdictName = z.enum(verdictNames)

export const loadResultSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.enum(['load', 'load merge']),
  /** What the user calls the load; absent where nobody said. */
  name: z.string().optional(),
  verdict: verdictName,
  /** The script of the user that was run, whose path is the url of the target too; absent where there was none. */
  script: z.string().optional(),
  reasons: z.array(z.object({ code: z.string(), message: z.string() })),
  gates: z.array(
    z.object({
      gate: z.string(),
      /** The operation that it is about, such as `GET /users/{id}`; absent where it is about the whole run. */
      endpoint: z.string().optional(),
      verdict: verdictName,
      value: number,
      /** Of a gate with a base, both this and the value are how many times the base. */
      interval: interval.nullable(),
      /** Of the interval: 0.95, or 0.975 of a comparison that may be extended; absent where there is none. */
      confidence: number.optional(),
      reason: z.string(),
    }),
  ),
  targets: z.array(targetResult),
  /** Of a run with a document, its operations, each with its own numbers; `targets` has the sum of them. */
  endpoints: z.array(endpointResult).optional(),
  /** Operations of the document that are not loaded, though nobody asked for others alone. */
  leftOut: z.array(z.object({ operation: z.string(), why: z.string() })).optional(),
  /** The measured part; of a merge, that of the shortest run. */
  durationMs: number,
  /** When it was, ISO 8601; of a merge, the time in which all runs were at work; null when k6 did not get to its end, and of a script. */
  measuredAt: z.object({ from: z.string(), to: z.string() }).nullable(),
  /** Virtual users, the most at a time; in the open model, how many requests may be under way. */
  concurrency: number,
  model: z.enum(['closed', 'open']),
  /** Of all segments together, but for `requests` and `segment`. */
  plan: z.object({
    warmupMs: number,
    /** How long the measured part was to be; null where that depends on the answers. */
    durationMs: number.nullable(),
    /** Of one request; null of a script, which says it itself. */
    timeoutMs: number.nullable(),
    /** The statuses that count as success, where a document has none for an operation; null of a script. */
    expected: z.object({ min: number, max: number }).nullable(),
    /** Requests per second at the start, in the open model. */
    ratePerSecond: number.nullable(),
    /** Of the rate in the open model, of virtual users in the closed one. */
    stages: z.array(z.object({ durationMs: number, target: number })),
    /** How many requests were due in this run; null where that depends on the answers. */
    requests: number.nullable(),
    /** Which part of the load this run was, from 1; null when it was all of it. */
    segment: z.object({ index: number, of: number }).nullable(),
    /** Whether a connection served more than one request; null of a script, which says it itself. */
    reuse: z.boolean().nullable(),
    /** How many rows of data took turns; absent where there was none. */
    rows: number.optional(),
  }),
  /** Requests that were due and not made. */
  dropped: number,
  comparison: z
    .object({
      /** `interleaved`: both addresses took turns in this run. `saved`: the base is the report of another run. */
      kind: z.enum(['interleaved', 'saved']),
      /** The change of the median that each of the two shows against itself; 0.02 is 2 %. */
      noiseFloor: number.nullable(),
      /** Of the intervals: 0.95, or 0.975 of a comparison that may be extended. */
      confidence: number,
      /** The measured part after which nothing was decided, where it was extended then; else null. */
      extendedAfterMs: number.nullable(),
      rows: z.array(
        z.object({
          metric: z.string(),
          unit: z.enum(['ms', '%', 'B']),
          base: number.nullable(),
          candidate: number.nullable(),
          /** Of the base: 0.1 is 10 % more. */
          change: number.nullable(),
          /** Of the change; an end that is null is unbounded. */
          interval: interval.nullable(),
          noiseFloor: number.nullable(),
          verdict: z.enum(rowVerdicts),
          reason: z.string().nullable(),
        }),
      ),
      failing: z.enum(['base', 'candidate']).nullable(),
      notes: z.array(z.string()),
      seed: number.nullable(),
      blocks: number.nullable(),
    })
    .optional(),
  /** With `--expect-rate-limit`, what was found of it. */
  rateLimit: rateLimitResult.optional(),
  /** What k6 itself used of the processors; null where that cannot be seen. */
  client: z
    .object({
      cores: number,
      cpuShare: number,
      /** How long it waited for a processor for each moment in which it had one; absent where the system does not tell. */
      waitedTimes: number.optional(),
    })
    .nullable(),
  /** Of a merge, the runs that it was made of. */
  parts: z
    .array(
      z.object({
        file: z.string(),
        verdict: verdictName,
        segment: z.object({ index: number, of: number }).nullable(),
        requests: number,
        durationMs: number,
      }),
    )
    .optional(),
  recommendations: z.array(z.object({ because: z.string(), advice: z.string() })),
  /** Of a merge, each version and path of its runs, separated by commas. */
  k6: z.object({ version: z.string(), path: z.string() }),
})
export type LoadResult = z.infer<typeof loadResultSchema>
