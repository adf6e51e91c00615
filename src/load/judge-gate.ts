import { type Confidence, confidenceText, usual } from './confidence.ts'
import { decide, holds } from './decision.ts'
import type { Gate, JudgedGate } from './gate.ts'
import type { Sample } from './measurement.ts'
import { type Metric, metrics } from './metrics.ts'

/** A gate without a base. */
export function judgeGate(
  { text: gate, metric, operator, limit }: Gate,
  measured: Sample,
  { share, normal }: Confidence = usual,
): JudgedGate {
  const known = metrics[metric]
  if (!known) throw new Error(`A parsed gate has a metric: ${metric}`)
  const value = known.value(measured)
  const shown = `${metric} is ${show(value)}${spaced(known.unit)}`
  if (metric === 'duration' && !holds(value, operator, limit)) {
    return { gate, verdict: 'INVALID', value, interval: null, reason: `${shown}: the run is too short for this gate.` }
  }
  if (known.unit === 'ms' && measured.summary.latencyMs.count === 0) {
    const why = measured.successful === 0 ? 'succeeded' : 'was measured'
    const reason = `${metric} is of successful requests, and none of ${measured.requests} ${why}.`
    return { gate, verdict: 'INCONCLUSIVE', value, interval: null, reason }
  }
  const interval = known.interval(measured, normal)
  if (!interval) {
    return {
      gate,
      verdict: holds(value, operator, limit) ? 'PASS' : 'FAIL',
      value,
      interval: null,
      reason: `${shown}.`,
    }
  }
  const verdict = decide(interval, operator, limit)
  const range = `${confidenceText(share)} interval ${show(interval.low)} to ${show(interval.high)}`
  const advice = verdict === 'INCONCLUSIVE' ? ` ${longer(known, limit, measured)}` : ''
  return {
    gate,
    verdict,
    value,
    interval: [interval.low ?? null, interval.high ?? null],
    confidence: share,
    reason: `${shown}, ${range}, over ${measured.requests} requests.${advice}`,
  }
}

/** The interval narrows with the square root of the run, so it takes four times as long to halve it. */
function longer(metric: Metric, limit: number, measured: Sample): string {
  const { requests, steadyMs, ratePerSecond } = measured
  const least = metric.needs(limit)
  const wanted = requests < least ? least : requests * 4
  const seconds = ratePerSecond > 0 ? Math.ceil(Math.max(wanted / ratePerSecond, steadyMs / 1000)) : 0
  return `Not decided: about ${Math.ceil(wanted)} requests${seconds > 0 ? `, some ${seconds} s at this rate,` : ''} may decide it.`
}

function show(value: number | undefined): string {
  return value === undefined ? 'unbounded' : String(Math.round(value * 100) / 100)
}

function spaced(unit: Metric['unit']): string {
  return unit === '/s' ? '/s' : ` ${unit}`
}
