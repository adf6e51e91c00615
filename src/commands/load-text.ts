import type { Style } from '../base/style.ts'
import { count } from '../base/text.ts'
import { gateText } from '../load/verdict.ts'
import { type ComparisonResult, comparisonHeader, comparisonNotes, comparisonRows } from './load-comparison.ts'
import { endpointHeader, endpointRows } from './load-endpoint.ts'
import type { LoadResult } from './load-result.ts'
import { rateLimitLines } from './load-text-rate-limit.ts'
import { section, tableLines } from './load-text-section.ts'
import { pairLines, targetLines } from './load-text-target.ts'
import { partRows } from './load-words.ts'
import { rateLimitSentence } from './rate-limit-words.ts'

/** The report of a load test for a terminal. */
export function loadText(result: LoadResult, style: Style): string {
  const { name, gates, recommendations, comparison } = result
  return [
    style.strong(`=== Load Test Results${name === undefined ? '' : ` of ${name}`} ===`),
    ...measuredLines(result, style),
    ...section(
      'RUNS',
      partRows(result).map((cells) => cells.join(', ')),
      style,
    ),
    ...(comparison ? comparisonLines(comparison, style) : []),
    ...endpointLines(result, style),
    ...section(
      'GATES',
      gates.map((gate) => `${gate.verdict.padEnd(12)} ${gateText(gate)}: ${gate.reason}`),
      style,
    ),
    ...recommendations.flatMap(({ because, advice }) => ['', `RECOMMENDATION: ${because}`, advice]),
    '',
    ...verdictLines(result, style),
  ].join('\n')
}

function measuredLines(result: LoadResult, style: Style): readonly string[] {
  const { targets, comparison, rateLimit } = result
  if (rateLimit) return rateLimitLines(rateLimit, result, style)
  if (comparison?.kind === 'interleaved') return pairLines(result, style)
  return targets.flatMap((target) => targetLines(target, result, style))
}

function comparisonLines(comparison: ComparisonResult, style: Style): readonly string[] {
  const lines = tableLines([comparisonHeader(comparison), ...comparisonRows(comparison)])
  return section('COMPARISON (latencies of successful requests)', [...lines, ...comparisonNotes(comparison)], style)
}

function endpointLines({ endpoints = [], leftOut = [] }: LoadResult, style: Style): readonly string[] {
  const lines = endpoints.length > 0 ? tableLines([endpointHeader, ...endpointRows(endpoints)]) : []
  return [
    ...section('ENDPOINTS (latencies of successful requests)', lines, style),
    ...section(
      'LEFT OUT',
      leftOut.map(({ operation, why }) => `${operation}: ${why}`),
      style,
    ),
  ]
}

function verdictLines(
  { verdict, reasons, gates, rateLimit }: LoadResult,
  { good, bad, warning }: Style,
): readonly string[] {
  const paint = { PASS: good, FAIL: bad, INCONCLUSIVE: warning, INVALID: bad }[verdict]
  const judged = gates.length > 0 ? `, ${count(gates.length, 'gate')}` : ', no gates were set'
  const all = rateLimit ? `. ${rateLimitSentence(rateLimit)}` : judged
  return [
    `${paint(verdict)}${verdict === 'PASS' ? all : ''}`,
    ...reasons.map(({ code, message }) => `  ${code}: ${message}`),
  ]
}
