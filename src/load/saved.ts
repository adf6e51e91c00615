import { z } from 'zod'
import { UserError } from '../base/errors.ts'
import { maskSecrets } from '../base/text.ts'
import { type Comparison, type ComparisonRow, failing, successRow } from './comparison.ts'
import { usual } from './confidence.ts'
import { verdictNames } from './gate.ts'
import type { Measurement } from './measurement.ts'
import { metrics } from './metrics.ts'
import type { LoadPlan } from './plan.ts'
import { readReport } from './report-file.ts'
import { isOpen, mostUsersOf } from './shape.ts'

const number = z.number()

/** What is read of the report of an earlier run: as little as possible, so that reports of other versions do too. */
const savedSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.enum(['load', 'load merge']),
  verdict: z.enum(verdictNames),
  targets: z
    .array(
      z.object({
        url: z.string(),
        method: z.string(),
        requests: z.object({ total: number.min(1), successful: number }),
        latencyMs: z.object({ avg: number, p50: number, p90: number, p95: number, p99: number }),
        transfer: z.object({ receivedBytes: number, sentBytes: number }),
      }),
    )
    .min(1),
  concurrency: number,
  model: z.enum(['closed', 'open']),
  plan: z.object({ ratePerSecond: number.nullable(), stages: z.array(z.unknown()) }).optional(),
})
export type Saved = z.infer<typeof savedSchema>

/** The text of a report that `load` has written → what it says. UserError `bad-input`. */
export function parseSaved(text: string, file: string): Saved {
  const advice = 'Save one with: backwright load <url> -o baseline.json'
  const saved = readReport(text, file, { schema: savedSchema, advice })
  if (saved.verdict === 'INVALID') {
    throw new UserError('bad-input', `${file} is of a run that was INVALID, and nothing compares with it. ${advice}`, {
      where: { file },
    })
  }
  return saved
}

/** Less than this is another date or another length of an id. */
const sameBytes = 0.01
const latencyNames = ['avg', 'p50', 'p90', 'p95', 'p99'] as const

/**
 * Compares with a run at another time, perhaps on another machine: success and bytes are the service's own, while latencies differ by a
 * quarter between two runs of one program. They are shown and not judged.
 */
export function compareSaved(saved: Saved, candidate: Measurement, plan: LoadPlan): Comparison {
  const base = saved.targets.at(-1)
  if (!base) throw new Error('A saved run has a target.')
  const counts = { requests: base.requests.total, successful: base.requests.successful }
  const bytes = (name: 'receivedBytes' | 'sentBytes') =>
    [base.transfer[name] / counts.requests, candidate.summary[name] / candidate.requests] as const
  return {
    kind: 'saved',
    noiseFloor: null,
    confidence: usual,
    rows: [
      successRow(counts, candidate),
      bytesRow('received', ...bytes('receivedBytes')),
      bytesRow('sent', ...bytes('sentBytes')),
      ...latencyNames.map((name) => latencyRow(name, base.latencyMs[name], candidate)),
    ],
    failing: failing(counts, candidate),
    notes: [...differences(saved, plan)],
  }
}

/** Per request. */
function bytesRow(metric: string, base: number, candidate: number): ComparisonRow {
  const change = base === 0 ? null : candidate / base - 1
  const verdict = change === null ? 'unclear' : Math.abs(change) <= sameBytes ? 'same' : 'changed'
  return { metric, unit: 'B', base, candidate, change, interval: null, noiseFloor: null, verdict, reason: null }
}

function latencyRow(metric: (typeof latencyNames)[number], base: number, candidate: Measurement): ComparisonRow {
  const now = candidate.successful > 0 ? (metrics[metric]?.value(candidate) ?? null) : null
  return {
    metric,
    unit: 'ms',
    base,
    candidate: now,
    change: null,
    interval: null,
    noiseFloor: null,
    verdict: 'not-compared',
    reason: 'Latencies of another time or machine do not compare.',
  }
}

/** How the two loads differ. */
function* differences(
  { targets, concurrency, model, plan: saved }: Saved,
  { arms, shape }: LoadPlan,
): Iterable<string> {
  const [base, target] = [targets.at(-1), arms[0]?.target]
  if (base && target) {
    const [was, is] = [`${base.method} ${pathOf(base.url)}`, `${target.method} ${pathOf(target.url)}`]
    if (was !== is) yield `The base is ${was}, this run ${is}.`
  }
  const now = isOpen(shape) ? 'open' : 'closed'
  if (model !== now) yield `The base has the ${model} model, this run the ${now} one.`
  else if (model === 'closed' && concurrency !== mostUsersOf(shape)) {
    yield `The base has a concurrency of ${concurrency}, this run of ${mostUsersOf(shape)}.`
  } else if (shape.kind === 'rate' && saved && saved.ratePerSecond !== shape.perSecond.start) {
    yield `The base has a rate of ${saved.ratePerSecond}/s, this run of ${shape.perSecond.start}/s.`
  }
}

function pathOf(url: string): string {
  return maskSecrets(url).replace(/^[a-z]+:\/\/[^/]*/i, '')
}
