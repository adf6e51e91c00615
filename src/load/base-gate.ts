import type { Comparison, ComparisonRow } from './comparison.ts'
import { type Confidence, confidenceText } from './confidence.ts'
import { decide } from './decision.ts'
import type { Gate, JudgedGate } from './gate.ts'

/** A gate whose limit is a number of times the base; its value and interval are such numbers too. */
export function judgeBaseGate(
  { text: gate, metric, operator, limit }: Gate,
  { rows, failing, confidence }: Comparison,
): JudgedGate {
  const row = rows.find((each) => each.metric === metric)
  if (!row) throw new Error(`A gate of a comparison has a row: ${metric}`)
  const value = row.change === null ? 0 : 1 + row.change
  const interval = row.interval && ([plus1(row.interval[0]), plus1(row.interval[1])] as const)
  // Success comes first: whoever fails cannot pass by the latency of what is left.
  if (failing === 'candidate' && metric !== 'success') {
    const reason = 'It fails more often than the base, so its latencies are of what is left.'
    return { gate, verdict: 'FAIL', value, interval, reason }
  }
  if (!interval)
    return { gate, verdict: 'INCONCLUSIVE', value, interval, reason: row.reason ?? 'There is no interval.' }
  const verdict = decide({ low: interval[0] ?? undefined, high: interval[1] ?? undefined }, operator, limit)
  const advice = verdict === 'INCONCLUSIVE' ? ` Not decided: ${longer(row, limit)}` : ''
  const reason = `${sentence(row, value)}, ${intervalWords(interval, confidence)}.${advice}`
  return { gate, verdict, value, interval, confidence: confidence.share, reason }
}

function sentence({ metric, base, candidate, unit }: ComparisonRow, value: number): string {
  const show = (number: number | null) => (number === null ? 'nothing' : `${Math.round(number * 100) / 100} ${unit}`)
  return `${metric} is ${value.toFixed(3)} times the base (${show(candidate)} to ${show(base)})`
}

function intervalWords(interval: NonNullable<JudgedGate['interval']>, { share }: Confidence): string {
  const [low, high] = interval.map((end) => (end === null ? 'unbounded' : end.toFixed(3)))
  return `${confidenceText(share)} interval ${low} to ${high}`
}

/** The interval narrows with the square root of the run. */
function longer({ change, interval }: ComparisonRow, limit: number): string {
  const [low, high] = interval ?? []
  const distance = Math.abs(1 + (change ?? 0) - limit)
  const half = low == null || high == null ? Number.POSITIVE_INFINITY : (high - low) / 2
  const times = (half / distance) ** 2
  return times <= mostTimes
    ? `a run ${Math.ceil(Math.max(2, times))} times as long may decide it.`
    : 'it is too near to its limit for any run.'
}

const mostTimes = 100

function plus1(change: number | null): number | null {
  return change === null ? null : 1 + change
}
