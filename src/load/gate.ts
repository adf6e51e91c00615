import { UserError } from '../base/errors.ts'
import { closest } from '../base/text.ts'
import type { Measurement } from './measurement.ts'
import { type Metric, metrics } from './metrics.ts'
import { parseDuration } from './parse.ts'
import type { Interval } from './statistics.ts'

/** A condition on one metric, such as `p99<200`. */
export interface Gate {
  readonly text: string
  readonly metric: string
  readonly operator: '<' | '<=' | '>' | '>='
  readonly limit: number
}

export const verdictNames = ['PASS', 'FAIL', 'INCONCLUSIVE', 'INVALID'] as const
export type VerdictName = (typeof verdictNames)[number]

export interface JudgedGate {
  readonly gate: string
  readonly verdict: VerdictName
  readonly value: number
  readonly interval: readonly [low: number | null, high: number | null] | null
  readonly reason: string
}

/** The success criteria of a production service. */
export const productionGates = ['p99<200', 'success>99.5%', 'duration>=60s']

/** `p99<200`, `success>99.5%`, `duration>=1m`: metric, operator, limit with or without its unit. UserError `bad-option`. */
export function parseGate(text: string): Gate {
  const match = /^\s*([a-z][\w.]*)\s*(<=|>=|<|>)\s*(\d+(?:\.\d+)?)\s*(\S*)\s*$/.exec(text)
  if (!match) {
    throw new UserError(
      'bad-option',
      `${JSON.stringify(text)} is not a gate. Write metric, operator, limit: 'p99<200'.`,
    )
  }
  const [, metric = '', operator = '', number = '', unit = ''] = match
  const known = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined
  if (!known) {
    const guess = closest(metric, Object.keys(metrics))
    const hint = guess ? ` Did you mean ${guess}?` : ` Metrics: ${Object.keys(metrics).join(', ')}.`
    throw new UserError('bad-option', `The gate ${JSON.stringify(text)} names no metric.${hint}`)
  }
  return { text: text.trim(), metric, operator: operator as Gate['operator'], limit: limit(text, known, number, unit) }
}

function limit(text: string, { unit }: Metric, number: string, given: string): number {
  if (given === '' || given === unit) return Number(number)
  if (unit === 's') return parseDuration(`${number}${given}`) / 1000
  if (unit === 'ms' && given === 's') return Number(number) * 1000
  throw new UserError('bad-option', `The unit of the gate ${JSON.stringify(text)} must be ${unit}, not ${given}.`)
}

/** A sampled value decides only when its whole interval is on one side of the limit. */
export function judgeGate({ text: gate, metric, operator, limit }: Gate, measured: Measurement): JudgedGate {
  const known = metrics[metric]
  if (!known) throw new Error(`A parsed gate has a metric: ${metric}`)
  const value = known.value(measured)
  const shown = `${metric} is ${show(value)}${spaced(known.unit)}`
  if (metric === 'duration' && !holds(value, operator, limit)) {
    return { gate, verdict: 'INVALID', value, interval: null, reason: `${shown}: the run is too short for this gate.` }
  }
  const interval = known.interval(measured)
  if (!interval) {
    return {
      gate,
      verdict: holds(value, operator, limit) ? 'PASS' : 'FAIL',
      value,
      interval: null,
      reason: `${shown}.`,
    }
  }
  if (known.unit === 'ms' && measured.successful === 0) {
    const reason = `${metric} is of successful requests, and none of ${measured.requests} succeeded.`
    return { gate, verdict: 'INCONCLUSIVE', value, interval: null, reason }
  }
  const verdict = decide(interval, operator, limit)
  const range = `95 % interval ${show(interval.low)} to ${show(interval.high)}`
  const advice = verdict === 'INCONCLUSIVE' ? ` ${longer(known, limit, measured)}` : ''
  return {
    gate,
    verdict,
    value,
    interval: [interval.low ?? null, interval.high ?? null],
    reason: `${shown}, ${range}, over ${measured.requests} requests.${advice}`,
  }
}

function decide({ low, high }: Interval, operator: Gate['operator'], limit: number): JudgedGate['verdict'] {
  const ends = [low, high].map((end) => end !== undefined && holds(end, operator, limit))
  if (ends[0] && ends[1]) return 'PASS'
  // A missing end is unbounded: with an upper limit, a lower end beyond it is enough to fail.
  const nearest = operator.startsWith('<') ? low : high
  return nearest !== undefined && !holds(nearest, operator, limit) ? 'FAIL' : 'INCONCLUSIVE'
}

function holds(value: number, operator: Gate['operator'], limit: number): boolean {
  switch (operator) {
    case '<':
      return value < limit
    case '<=':
      return value <= limit
    case '>':
      return value > limit
    case '>=':
      return value >= limit
  }
}

/** The interval narrows with the square root of the run, so it takes four times as long to halve it. */
function longer(metric: Metric, limit: number, measured: Measurement): string {
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
