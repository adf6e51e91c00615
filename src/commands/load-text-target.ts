import type { Style } from '../base/style.ts'
import { count } from '../base/text.ts'
import type { LoadResult } from './load-result.ts'
import type { TargetResult } from './load-target.ts'
import { section } from './load-text-section.ts'
import { bytesWords, isPlain, loadWords, msWords, repetitionWords } from './load-words.ts'

/** One address, with all that was measured of it. */
export function targetLines(target: TargetResult, result: LoadResult, style: Style): readonly string[] {
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

/** Two addresses, whose numbers stand side by side elsewhere. */
export function pairLines(result: LoadResult, style: Style): readonly string[] {
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

function loadLines(result: LoadResult): readonly string[] {
  return [
    `Duration: ${(result.durationMs / 1000).toFixed(1)}s | Concurrency: ${result.concurrency} | Model: ${result.model}`,
    ...(isPlain(result) ? [] : [`Load: ${loadWords(result)}`]),
    ...connectionLines(result),
  ]
}

/** Said only where it matters for what a server counts. */
export function connectionLines(result: LoadResult): readonly string[] {
  const repetition = repetitionWords(result)
  return repetition === undefined ? [] : [`Connections: ${repetition}`]
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

function percent(part: number, whole: number): string {
  return whole === 0 ? '0.0%' : `${((100 * part) / whole).toFixed(1)}%`
}
