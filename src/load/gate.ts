import { UserError } from '../base/errors.ts'
import { closest } from '../base/text.ts'
import type { Operator } from './decision.ts'
import { type Metric, metrics } from './metrics.ts'
import { parseDuration } from './parse.ts'

/** A condition on one metric, such as `p99<200`, or with a base to compare with, `p95<base*1.10`. */
export interface Gate {
  readonly text: string
  readonly metric: string
  readonly operator: Operator
  /** In the unit of the metric, or how many times the base. */
  readonly limit: number
  readonly ofBase: boolean
}

export const verdictNames = ['PASS', 'FAIL', 'INCONCLUSIVE', 'INVALID'] as const
export type VerdictName = (typeof verdictNames)[number]

export interface JudgedGate {
  readonly gate: string
  /** Which requests it is about, such as `GET /users/{id}`; absent where it is about all. */
  readonly endpoint?: string | undefined
  readonly verdict: VerdictName
  readonly value: number
  readonly interval: readonly [low: number | null, high: number | null] | null
  /** Of the interval, in 0..1; absent where there is none. */
  readonly confidence?: number | undefined
  readonly reason: string
}

/** The success criteria of a production service. */
export const productionGates = ['p99<200', 'success>99.5%', 'duration>=60s']

/** `p99<200`, `success>99.5%`, `p95<base*1.10`: metric, operator, limit with or without its unit. UserError `bad-option`. */
export function parseGate(text: string): Gate {
  const match =
    /^\s*([a-z][\w.]*)\s*(<=|>=|<|>)\s*(?:(base)(?:\s*\*\s*(\d+(?:\.\d+)?))?|(\d+(?:\.\d+)?)\s*(\S*))\s*$/.exec(text)
  if (!match) {
    throw new UserError(
      'bad-option',
      `${JSON.stringify(text)} is not a gate. Write metric, operator, limit: 'p99<200', or in a comparison 'p95<base*1.10'.`,
    )
  }
  const [, metric = '', operator = '', base, times = '1', number = '', unit = ''] = match
  const known = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined
  if (!known) {
    const guess = closest(metric, Object.keys(metrics))
    const hint = guess ? ` Did you mean ${guess}?` : ` Metrics: ${Object.keys(metrics).join(', ')}.`
    throw new UserError('bad-option', `The gate ${JSON.stringify(text)} names no metric.${hint}`)
  }
  const gate = { text: text.trim(), metric, operator: operator as Operator }
  if (base === undefined) return { ...gate, limit: limit(text, known, number, unit), ofBase: false }
  if (!known.comparable) {
    const names = Object.keys(metrics).filter((name) => metrics[name]?.comparable)
    const message = `${metric} cannot be compared with a base in the gate ${JSON.stringify(text)}. These can: ${names.join(', ')}.`
    throw new UserError('bad-option', message)
  }
  return { ...gate, limit: Number(times), ofBase: true }
}

function limit(text: string, { unit }: Metric, number: string, given: string): number {
  if (unit === '%' && given === '' && Number(number) > 0 && Number(number) <= 1) {
    const percent = Number((Number(number) * 100).toFixed(6))
    const message = `The limit of the gate ${JSON.stringify(text)} is in percent: write ${percent}% for this share, or ${number}% if it is meant to be so low.`
    throw new UserError('bad-option', message)
  }
  if (given === '' || given === unit) return Number(number)
  if (unit === 's') return parseDuration(`${number}${given}`) / 1000
  if (unit === 'ms' && given === 's') return Number(number) * 1000
  throw new UserError('bad-option', `The unit of the gate ${JSON.stringify(text)} must be ${unit}, not ${given}.`)
}
