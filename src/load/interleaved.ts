import { type Comparison, type ComparisonRow, failing, indifferent, successRow, verdictOf } from './comparison.ts'
import { type Measurement, quantile } from './measurement.ts'
import { almostSure, studentInterval } from './statistics.ts'
import type { ArmSummary } from './summary.ts'

/** What took turns in one run. */
export interface Turns {
  readonly base: Measurement
  readonly candidate: Measurement
  /** The base once more. */
  readonly control: Measurement
}

type PairedName = 'avg' | 'p50' | 'p90' | 'p95' | 'p99'

/** Metrics that are compared block by block, and how many latencies a block needs for each. */
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
 * Compares what took turns, by the logarithms of ratios of pairs of blocks: what disturbs the machine disturbs both. Requests of a block are not
 * independent, blocks nearly are. After Bulej et al., Duet Benchmarking, ICPE 2020, arXiv 2001.05811.
 */
export function compareTurns({ base, candidate, control }: Turns): Comparison {
  const worse = failing(base, candidate)
  const rows = pairedNames.map((name) => pairedRow(name, { base, candidate, control }, worse))
  return {
    kind: 'interleaved',
    noiseFloor: rows.find(({ metric }) => metric === 'p50')?.noiseFloor ?? null,
    rows: [successRow(base, candidate), ...rows],
    failing: worse,
    notes: [],
  }
}

/** The metrics in which the base differs from itself, almost surely: the run is not to be trusted. */
export function differsFromItself({ base, control }: Turns): readonly string[] {
  return pairedNames.filter((name) => {
    const ratios = logRatios(name, base, control)
    if (ratios.length < leastBlocks) return false
    const { low, high, mean } = studentInterval(ratios, almostSure)
    return (low > 0 || high < 0) && Math.abs(mean) > harmless
  })
}

function pairedRow(name: PairedName, { base, candidate, control }: Turns, worse: Comparison['failing']): ComparisonRow {
  const [from, to] = [base, candidate].map((measured) =>
    measured.successful > 0 ? paired[name].whole(measured) : null,
  )
  const row = { metric: name, unit: 'ms', base: from ?? null, candidate: to ?? null } as const
  const noise = floor(name, base, control)
  const without = { change: null, interval: null, noiseFloor: noise } as const
  const ratios = logRatios(name, base, candidate)
  if (worse !== null) {
    return { ...row, ...without, verdict: 'not-compared', reason: `The ${worse} fails more often.` }
  }
  if (ratios.length < leastBlocks || noise === null) {
    const reason = `Fewer than ${leastBlocks} blocks have ${paired[name].least} answers each.`
    return { ...row, ...without, verdict: 'unclear', reason }
  }
  const { mean, low, high } = studentInterval(ratios)
  const interval = [Math.expm1(low), Math.expm1(high)] as const
  const verdict = verdictOf(interval, { higher: 'worse' }, indifferent)
  const drowned = (verdict === 'better' || verdict === 'worse') && Math.abs(Math.expm1(mean)) <= noise
  return {
    ...row,
    change: Math.expm1(mean),
    interval,
    noiseFloor: noise,
    verdict: drowned ? 'unclear' : verdict,
    reason: drowned ? 'The base differs as much from itself.' : null,
  }
}

/** How far the base may be from itself, at 95 %. */
function floor(name: PairedName, base: Measurement, control: Measurement): number | null {
  const ratios = logRatios(name, base, control)
  if (ratios.length < leastBlocks) return null
  const { low, high } = studentInterval(ratios)
  return Math.max(Math.abs(Math.expm1(low)), Math.abs(Math.expm1(high)))
}

function logRatios(name: PairedName, a: Measurement, b: Measurement): readonly number[] {
  const enough = (block: ArmSummary['blocks'][number] | undefined) =>
    block !== undefined && block.count >= paired[name].least && block[name] > 0
  return a.summary.blocks.flatMap((from, index) => {
    const to = b.summary.blocks[index]
    return to && enough(from) && enough(to) ? [Math.log(to[name] / from[name])] : []
  })
}
