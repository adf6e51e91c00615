import { type Comparison, type ComparisonRow, failing, indifferent, successRow, verdictOf } from './comparison.ts'
import { usual } from './confidence.ts'
import { type Measurement, quantile } from './measurement.ts'
import { almostSure, middleInterval } from './statistics.ts'

/** What took turns in one run. */
export interface Turns {
  readonly base: Measurement
  readonly candidate: Measurement
}

type PairedName = 'avg' | 'p50' | 'p90' | 'p95' | 'p99'

/** Metrics that are compared block by block, and how many latencies a block of a half needs for each. */
const paired: Readonly<Record<PairedName, { least: number; whole: (measured: Measurement) => number }>> = {
  avg: { least: 10, whole: ({ summary }) => summary.latencyMs.avg },
  p50: { least: 10, whole: (measured) => quantile(measured, 50) },
  p90: { least: 10, whole: (measured) => quantile(measured, 90) },
  p95: { least: 20, whole: (measured) => quantile(measured, 95) },
  p99: { least: 100, whole: (measured) => quantile(measured, 99) },
}
export const pairedNames = Object.keys(paired) as readonly PairedName[]

/** Below it, an interval rests on too few pairs. */
const leastBlocks = 10
/** A difference that is sure and smaller than this does no harm. */
const harmless = 0.01

/**
 * Compares what took turns, by the logarithms of ratios of blocks: what disturbs the machine disturbs both. Requests of a block are not
 * independent, blocks nearly are. After Bulej et al., Duet Benchmarking, ICPE 2020, arXiv 2001.05811.
 */
export function compareTurns(turns: Turns, confidence = usual): Comparison {
  const { base, candidate } = turns
  const worse = failing(base, candidate, confidence)
  const rows = pairedNames.map((name) => pairedRow(name, turns, { worse, normal: confidence.normal }))
  return {
    kind: 'interleaved',
    noiseFloor: rows.find(({ metric }) => metric === 'p50')?.noiseFloor ?? null,
    confidence,
    rows: [successRow(base, candidate, confidence), ...rows],
    failing: worse,
    notes: [],
  }
}

/** The metrics in which the halves of each differ, almost surely: the run is not to be trusted. */
export function differsFromItself(turns: Turns): readonly string[] {
  return pairedNames.filter((name) => {
    const found = middleInterval(contrasts(name, turns).noise, almostSure)
    return found !== undefined && (found.low > 0 || found.high < 0) && Math.abs(found.middle) > harmless
  })
}

interface Frame {
  readonly worse: Comparison['failing']
  readonly normal: number
}

function pairedRow(name: PairedName, turns: Turns, { worse, normal }: Frame): ComparisonRow {
  const value = (measured: Measurement) => (measured.successful > 0 ? paired[name].whole(measured) : null)
  const { change, noise } = contrasts(name, turns)
  const [found, itself] = change.length < leastBlocks ? [] : [changeOf(change, normal), changeOf(noise, normal)]
  const noiseFloor = itself ? Math.max(Math.abs(itself.low), Math.abs(itself.high)) : null
  const row = {
    metric: name,
    unit: 'ms',
    base: value(turns.base),
    candidate: value(turns.candidate),
    noiseFloor,
  } as const
  const unknown = { ...row, change: null, interval: null }
  if (worse !== null) return { ...unknown, verdict: 'not-compared', reason: `The ${worse} fails more often.` }
  if (!found || noiseFloor === null) {
    const reason = `Fewer than ${leastBlocks} blocks have ${2 * paired[name].least} answers of each address.`
    return { ...unknown, verdict: 'unclear', reason }
  }
  const interval = [found.low, found.high] as const
  const verdict = verdictOf(interval, { higher: 'worse' }, indifferent)
  const drowned = (verdict === 'better' || verdict === 'worse') && Math.abs(found.middle) <= noiseFloor
  return {
    ...row,
    change: found.middle,
    interval,
    verdict: drowned ? 'unclear' : verdict,
    reason: drowned ? 'Each differs as much from itself.' : null,
  }
}

/** Logarithms of ratios → relative changes: 0.1 is 10 % more. */
function changeOf(logRatios: readonly number[], normal: number) {
  const found = middleInterval(logRatios, normal)
  return found && { middle: Math.expm1(found.middle), low: Math.expm1(found.low), high: Math.expm1(found.high) }
}

/**
 * For each block that has enough answers, the change of the candidate, and as much of the same four numbers in which nothing but noise is left:
 * each second half against its first.
 */
function contrasts(name: PairedName, { base, candidate }: Turns) {
  const [a1, a2] = base.summary.halves
  const [b1, b2] = candidate.summary.halves
  const blocks = a1.flatMap((block, index) => {
    const four = [block, a2[index], b1[index], b2[index]].map((each) =>
      each !== undefined && each.count >= paired[name].least && each[name] > 0 ? Math.log(each[name]) : undefined,
    )
    return four.every((each) => each !== undefined) ? [four as [number, number, number, number]] : []
  })
  return {
    change: blocks.map(([x1, x2, y1, y2]) => (y1 + y2 - x1 - x2) / 2),
    noise: blocks.map(([x1, x2, y1, y2]) => (x2 - x1 + y2 - y1) / 2),
  }
}
