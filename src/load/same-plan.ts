import { UserError } from '../base/errors.ts'
import type { Part } from './part.ts'
import { segmentText } from './segment.ts'

/** Parts make a whole when all are runs of one plan, each once, and none of its segments is missing. UserError `bad-input`. */
export function refuseUnlike(parts: readonly Part[]): void {
  const [first, ...others] = parts
  if (!first) throw new Error('There is something to merge.')
  const addressed = parts.find(({ targets }) => targets.length > 0) ?? first
  for (const [index, part] of others.entries()) {
    const same = parts.slice(0, index + 1).find((earlier) => runOf(earlier) === runOf(part))
    if (same) throw mistake(part, `is the same run as ${same.file}. Name each run once.`)
    refuseOther(part, first, planFacts)
    if (part.targets.length > 0) refuseOther(part, addressed, addressFacts)
  }
  if (first.plan.segment) refuseGaps(parts, first.plan.segment.of)
}

/** No two runs have the same times and the same numbers. */
function runOf({ measuredAt, targets, plan, reasons }: Part): string {
  return JSON.stringify([measuredAt, targets, ...(measuredAt ? [] : [plan, reasons])])
}

type Facts = Readonly<Record<string, string>>

function addressFacts({ targets: [target] }: Part): Facts {
  return { address: `${target?.method} ${target?.url}` }
}

function planFacts({ plan, concurrency, model }: Part): Facts {
  const { expected, durationMs, warmupMs, timeoutMs, ratePerSecond, stages, requests, segment, reuse, rows } = plan
  return {
    'expected status': expected.min === expected.max ? `${expected.min}` : `${expected.min} to ${expected.max}`,
    'number of segments': segment ? `${segment.of}` : 'none',
    model,
    concurrency: `${concurrency}`,
    rate: ratePerSecond === null ? 'none' : `${ratePerSecond}/s`,
    stages: stages.map(({ durationMs: ms, target }) => `${ms / 1000}s:${target}`).join(',') || 'none',
    duration: durationMs === null ? 'none' : `${durationMs / 1000} s`,
    'warm-up': `${warmupMs / 1000} s`,
    timeout: `${timeoutMs / 1000} s`,
    'number of rows of data': `${rows ?? 'none'}`,
    'connection of a request': reuse ? 'used again' : 'its own',
    // Of a segment it is its own share.
    ...(segment ? {} : { 'number of requests': `${requests ?? 'open'}` }),
  }
}

function refuseOther(part: Part, first: Part, facts: (part: Part) => Facts): void {
  const [there, here] = [facts(first), facts(part)]
  const name = Object.keys(there).find((each) => here[each] !== there[each])
  if (name === undefined) return
  const message = `is not a run of the same plan as ${first.file}: its ${name} is ${here[name]}, there ${there[name]}. Only runs of one plan can be merged.`
  throw mistake(part, message)
}

function refuseGaps(parts: readonly Part[], of: number): void {
  const found = new Map<number, Part>()
  for (const part of parts) {
    const index = part.plan.segment?.index ?? 0
    const other = found.get(index)
    if (other)
      throw mistake(part, `is segment ${segmentText({ index, of })}, and so is ${other.file}. Name one of them.`)
    found.set(index, part)
  }
  const missing = Array.from({ length: of }, (_, index) => index + 1).filter((index) => !found.has(index))
  if (missing.length === 0) return
  const names = missing.map((index) => segmentText({ index, of })).join(', ')
  const message = `Of ${of} segments, ${names} ${missing.length === 1 ? 'is' : 'are'} missing. Name the reports of all of them.`
  throw new UserError('bad-input', message)
}

function mistake({ file }: Part, message: string): UserError {
  return new UserError('bad-input', `${file} ${message}`, { where: { file } })
}
