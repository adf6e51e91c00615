import type { Style } from '../base/style.ts'
import { count } from '../base/text.ts'
import { gateText } from '../load/verdict.ts'
import { type ComparisonResult, comparisonHeader, comparisonNotes, comparisonRows } from './load-comparison.ts'
import { endpointHeader, endpointRows } from './load-endpoint.ts'
import type { LoadResult } from './load-result.ts'
import type { TargetResult } from './load-target.ts'
import { bytesWords, isPlain, loadWords, msWords, partRows } from './load-words.ts'
import type { RateLimitResult } from './rate-limit-result.ts'
import { checkName, checkVerdict, rateLimitSentence, searchWords } from './rate-limit-words.ts'

/** The report of a load test for a terminal. */
export function loadText(result: LoadResult, style: Style): string {
  const { gates, recommendations, comparison } = result
  return [
    style.strong('=== Load Test Results ==='),
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

/** Of a few requests, throughput and latency say nothing. */
function rateLimitLines(rateLimit: RateLimitResult, { targets, durationMs, concurrency }: LoadResult, style: Style) {
  return [
    ...targets.map(({ method, url }) => `Target: ${method} ${url}`),
    `Duration: ${(durationMs / 1000).toFixed(1)}s | ${count(targets[0]?.requests.total ?? 0, 'request')}`,
    `Load: ${searchWords(rateLimit, concurrency)}`,
    ...section(
      'RATE LIMIT',
      rateLimit.checks.map((check) => `${checkVerdict(check).padEnd(12)} ${checkName(check)}: ${check.message}`),
      style,
    ),
  ]
}

function targetLines(target: TargetResult, result: LoadResult, style: Style): readonly string[] {
  const { requests, latencyMs, errors, transfer } = target
  const share = (number: number) => `${number.toLocaleString('en-US')} (${percent(number, requests.total)})`
  return [
    `Target: ${target.method} ${target.url}`,
    ...loadLines(result),
    ...section(
      'THROUGHPUT',
      [
        `Total requests: ${requests.total.toLocaleString('en-US')}`,
        `Requests/sec: ${requests.ratePerSecond.toFixed(1)}`,
        `Successful: ${share(requests.successful)}`,
        `Failed: ${share(requests.failed)}`,
      ],
      style,
    ),
    ...section(
      'LATENCY (ms, of successful requests)',
      requests.successful === 0 ? ['none was successful'] : latencyLines(latencyMs),
      style,
    ),
    ...section(
      'ERRORS',
      errors.map(({ label, count: number }) => `${label}: ${number.toLocaleString('en-US')}`),
      style,
    ),
    ...section(
      'TRANSFER',
      [`Received: ${bytesWords(transfer.receivedBytes)}`, `Sent: ${bytesWords(transfer.sentBytes)}`],
      style,
    ),
  ]
}

/** Two addresses, whose numbers stand side by side below. */
function pairLines(result: LoadResult, style: Style): readonly string[] {
  const [base, candidate] = result.targets
  if (!base || !candidate) return []
  const failures = [base, candidate].flatMap(({ errors }, index) =>
    errors.map(
      ({ label, count: number }) =>
        `${index === 0 ? 'base' : 'candidate'}: ${label}: ${number.toLocaleString('en-US')}`,
    ),
  )
  return [
    `Base:      ${base.method} ${base.url} (${count(base.requests.total, 'request')})`,
    `Candidate: ${candidate.method} ${candidate.url} (${count(candidate.requests.total, 'request')})`,
    ...loadLines(result),
    ...section('ERRORS', failures, style),
  ]
}

function comparisonLines(comparison: ComparisonResult, style: Style): readonly string[] {
  const lines = tableLines([comparisonHeader, ...comparisonRows(comparison)])
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

function tableLines(table: readonly (readonly string[])[]): readonly string[] {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  return table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

function loadLines(result: LoadResult): readonly string[] {
  return [
    `Duration: ${(result.durationMs / 1000).toFixed(1)}s | Concurrency: ${result.concurrency} | Model: ${result.model}`,
    ...(isPlain(result) ? [] : [`Load: ${loadWords(result)}`]),
  ]
}

function latencyLines({
  min,
  avg,
  p50,
  p90,
  p95,
  p99,
  p999,
  max,
  stddev,
}: TargetResult['latencyMs']): readonly string[] {
  const rows = { Min: min, Avg: avg, P50: p50, P90: p90, P95: p95, P99: p99, 'P99.9': p999, Max: max, Stddev: stddev }
  return Object.entries(rows).map(([name, value]) => `${name}: ${msWords(value)}`)
}

function section(title: string, lines: readonly string[], style: Style): readonly string[] {
  return lines.length === 0 ? [] : ['', style.strong(`${title}:`), ...lines.map((line) => `  ${line}`)]
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

function percent(part: number, whole: number): string {
  return whole === 0 ? '0.0%' : `${((100 * part) / whole).toFixed(1)}%`
}
