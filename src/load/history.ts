import { z } from 'zod'
import { UserError } from '../base/errors.ts'
import { verdictNames } from './gate.ts'

const number = z.number()

/** What is kept of a run, as one line of JSON. */
export const pastRunSchema = z.object({
  schemaVersion: z.literal(1),
  /** When it was noted, ISO 8601. */
  at: z.iso.datetime(),
  commit: z.string(),
  /** What was loaded, such as `GET http://127.0.0.1:3000/users`; runs of one target make a trend. */
  target: z.string(),
  verdict: z.enum(verdictNames),
  /** Of the successful requests; null where there was none. */
  p50Ms: number.nullable(),
  p95Ms: number.nullable(),
  p99Ms: number.nullable(),
  /** In 0..1. */
  successShare: number,
  requests: number,
  ratePerSecond: number,
  durationMs: number,
  concurrency: number,
})
export type PastRun = z.infer<typeof pastRunSchema>

/** The text of a history, one run a line, the oldest first → its runs. UserError `bad-input` for a line that is none. */
export function parseHistory(text: string, file: string): readonly PastRun[] {
  return text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [parseRun(line, { file, line: index + 1 })]))
}

function parseRun(text: string, where: { readonly file: string; readonly line: number }): PastRun {
  const { data, error } = pastRunSchema.safeParse(jsonOf(text))
  if (data) return data
  const place = error.issues[0]?.path.join('.') || 'the whole line'
  throw new UserError(
    'bad-input',
    `${where.file}:${where.line} is not a run of the performance gate (${place}). Nothing is written to it: name another file, or mend that line or take it out.`,
    { where },
  )
}

/** Undefined, which is no run either, for what is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The text of a history with more runs at its end; what was there stays as it is. */
export function withRuns(text: string, runs: readonly PastRun[]): string {
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`
  return start + runs.map((run) => `${JSON.stringify(run)}\n`).join('')
}
