import { z } from 'zod'
import { UserError } from '../base/errors.ts'
import type { LoadPlan, Segment } from './plan.ts'
import { summarySchema } from './summary.ts'

/** Of a hundred segments it has some 700 characters. */
const longestSequence = 2000

const number = z.number().min(0)
const level = z.object({ start: number, stages: z.array(z.object({ durationMs: number, target: number })) })

const lineSchema = z.object({
  schemaVersion: z.literal(1),
  plan: z.object({
    schemaVersion: z.literal(1),
    arms: z
      .array(
        z.object({
          name: z.literal('target'),
          target: z.object({ url: z.url(), method: z.string(), headers: z.object({}) }),
        }),
      )
      .length(1),
    seed: number,
    blocks: number,
    shape: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('users'), users: level, durationMs: number }),
      z.object({ kind: z.literal('rate'), perSecond: level, users: number, durationMs: number }),
      z.object({ kind: z.literal('iterations'), users: number, iterations: number, longestMs: number }),
    ]),
    warmupMs: number,
    timeoutMs: number,
    verifyTls: z.boolean(),
    /** Runs of before it could be said have it. */
    reuse: z.boolean().default(true),
    expected: z.object({ min: number, max: number }),
  }),
  summary: summarySchema,
  /** In the words of k6: `0:1/3` of `0,1/3,2/3,1`. */
  segment: z.object({ segment: z.string(), sequence: z.string().max(longestSequence) }).nullable(),
  k6Version: z.string().regex(/^\d+\.\d+\.\d+$/),
})

/** A run that nobody waited for, as its log has it. */
export interface LoggedRun {
  readonly plan: LoadPlan
  readonly summary: string
  readonly k6Version: string
}

/** The runs in a text of log lines (k6-scripts/lib/outlet.ts), however it is prefixed; none when it is something else. UserError `bad-input`. */
export function loggedRuns(text: string, file: string): readonly LoggedRun[] {
  return [...text.matchAll(/\bLTSUM:([A-Za-z0-9+/=]+)/g)].map(([, code = ''], index) => {
    const found = lineSchema.safeParse(decoded(code))
    const segment = found.data?.segment ? segmentOf(found.data.segment) : undefined
    if (!found.data || (found.data.segment && !segment)) {
      const message = `${file}: the ${ordinal(index)} line with LTSUM is not whole. Get the logs once more, and do not shorten their lines.`
      throw new UserError('bad-input', message, { where: { file } })
    }
    const { plan, summary, k6Version } = found.data
    return { plan: { ...plan, segment }, summary: JSON.stringify(summary), k6Version }
  })
}

function decoded(code: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(code), (sign) => sign.charCodeAt(0))))
  } catch {
    // Told as a line that is not whole.
    return undefined
  }
}

function segmentOf({
  segment,
  sequence,
}: {
  readonly segment: string
  readonly sequence: string
}): Segment | undefined {
  const ends = sequence.split(',')
  const index = ends.findIndex((end, at) => `${end}:${ends[at + 1]}` === segment)
  return index < 0 ? undefined : { index: index + 1, of: ends.length - 1 }
}

function ordinal(index: number): string {
  return index === 0 ? 'first' : `${index + 1}th`
}
