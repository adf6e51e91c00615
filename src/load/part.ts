import { z } from 'zod'
import { UserError } from '../base/errors.ts'
import { failureKinds } from './failure.ts'
import { verdictNames } from './gate.ts'
import { readReport } from './report-file.ts'
import { mostSegments } from './segment.ts'

const number = z.number().min(0)
const count = number.int()

/** Enough for any that was written, and few enough for a hundred of them. */
const mostPoints = 1000

/** From 0 to 100, rising in both; empty when nothing succeeded. */
const grid = z
  .array(z.tuple([number.max(100), number]))
  .max(mostPoints)
  .refine((points) => {
    const rises = points.every(([percent, value], index) => {
      const before = points[index - 1]
      return !before || (before[0] < percent && before[1] <= value)
    })
    return points.length === 0 || (rises && points[0]?.[0] === 0 && points.at(-1)?.[0] === 100)
  })

const target = z
  .object({
    url: z.url(),
    method: z.string(),
    requests: z.object({ total: count, successful: count, failed: count }),
    latencyMs: z.object({ avg: number, stddev: number }),
    quantilesMs: grid,
    errors: z.array(z.object({ kind: z.enum(failureKinds), label: z.string(), count })),
    transfer: z.object({ receivedBytes: number, sentBytes: number }),
  })
  .refine(({ requests, quantilesMs }) => requests.successful === 0 || quantilesMs.length > 0)
  .refine(({ requests: { total, successful, failed } }) => successful + failed === total)

const segment = z
  .object({ index: count.min(1), of: count.min(1).max(mostSegments) })
  .refine(({ index, of }) => index <= of)
  .nullable()

const moment = z.iso.datetime().transform((text) => Date.parse(text))

/** What tells of which kind a report is. */
const kindSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.enum(['load', 'load merge']),
  targets: z.array(z.unknown()),
  comparison: z.unknown().optional(),
  rateLimit: z.unknown().optional(),
  endpoints: z.unknown().optional(),
  script: z.unknown().optional(),
})

/** What is read of a report that is to become part of another. */
const partSchema = z.object({
  verdict: z.enum(verdictNames),
  reasons: z.array(z.object({ code: z.string(), message: z.string() })),
  gates: z.array(z.object({ gate: z.string() })),
  targets: z.array(target),
  measuredAt: z.object({ from: moment, to: moment }).nullable(),
  concurrency: count,
  model: z.enum(['closed', 'open']),
  plan: z.object({
    warmupMs: number,
    durationMs: number.nullable(),
    timeoutMs: number,
    expected: z.object({ min: count, max: count }),
    ratePerSecond: number.nullable(),
    stages: z.array(z.object({ durationMs: number, target: number })),
    requests: count.nullable(),
    segment,
    /** Reports of before it could be said do not have it. */
    reuse: z.boolean().default(true),
    rows: count.optional(),
  }),
  dropped: count,
  client: z.object({ cores: number, cpuShare: number }).nullable(),
  k6: z.object({ version: z.string(), path: z.string() }),
})

/** One run of several that were one load. */
export type Part = z.output<typeof partSchema> & { readonly file: string }

/** The text of a report → a part. UserError `bad-input`. */
export function parsePart(text: string, file: string): Part {
  const advice = 'Save each run with: backwright load <url> --segment 1/3 -o run-1.json'
  const hindrance = whyWhole(readReport(text, file, { schema: kindSchema, advice }))
  if (hindrance !== undefined) throw new UserError('bad-input', `${file} ${hindrance}`, { where: { file } })
  return { ...readReport(text, file, { schema: partSchema, advice }), file }
}

/** Why a report can be no part of another; undefined for one that can. */
function whyWhole(report: z.output<typeof kindSchema>): string | undefined {
  if (report.command === 'load merge') return 'is merged already. Name the runs that it was made of.'
  if (report.comparison !== undefined || report.targets.length > 1) {
    return 'is a comparison, whose parts cannot be merged. Save runs without --compare.'
  }
  if (report.rateLimit !== undefined) return 'is about a rate limit, of one client by nature. Name runs of a load.'
  if (report.script !== undefined) {
    return 'is of a script, and nobody knows whether runs of it were one load. Name runs of an address.'
  }
  if (report.endpoints !== undefined) {
    return 'is of the operations of a document, whose own numbers do not merge. Name runs of one address.'
  }
  return undefined
}
