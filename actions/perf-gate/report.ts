import { type ExitCode, exitCode } from '../../src/base/exit-code.ts'
import { count } from '../../src/base/text.ts'
import type { LoadResult, TargetResult } from '../../src/commands/load-result.ts'
import type { Block, Note, Report, Section } from '../../src/report/report.ts'

const order = ['INVALID', 'FAIL', 'INCONCLUSIVE', 'PASS'] as const

/** What the measurements come to, for comment, summary and annotations. */
export function performanceReport(urls: readonly string[], results: readonly LoadResult[], exit: ExitCode): Report {
  const verdict = worstVerdict(results)
  return {
    schemaVersion: 1,
    action: 'perf-gate',
    title: 'Performance gate',
    verdict: {
      name: verdict,
      tone: exit !== exitCode.fine ? 'bad' : verdict === 'PASS' ? 'good' : 'warning',
      sentence: sentence(verdict, results),
    },
    noteworthy: true,
    sections: results.map((result, index) => section(result, urls[index] ?? '', urls.length > 1)),
  }
}

function worstVerdict(results: readonly LoadResult[]): LoadResult['verdict'] {
  return order.find((name) => results.some((result) => result.verdict === name)) ?? 'PASS'
}

function sentence(verdict: LoadResult['verdict'], results: readonly LoadResult[]): string {
  const gates = results.flatMap((result) => result.gates)
  const failed = gates.filter((gate) => gate.verdict === 'FAIL').map(({ gate }) => gate)
  switch (verdict) {
    case 'PASS':
      return `All of ${count(gates.length, 'gate')} held.`
    case 'FAIL':
      return `${count(failed.length, 'gate')} of ${gates.length} did not hold: ${failed.join(', ')}.`
    case 'INCONCLUSIVE':
      return 'The measurement is too small to decide every gate. A longer run may.'
    case 'INVALID':
      return 'The measurement itself is no good, so it proves nothing.'
  }
}

function section(result: LoadResult, url: string, oneOfSeveral: boolean): Section {
  const { targets, gates, reasons, recommendations, concurrency, durationMs, k6 } = result
  const target = targets[0]
  const blocks: readonly Block[] = [
    {
      kind: 'text',
      text: `${(durationMs / 1000).toFixed(0)} s with ${count(concurrency, 'virtual user')}, by k6 ${k6.version}.`,
    },
    { kind: 'notes', notes: reasons.map((reason) => note(reason, oneOfSeveral ? ` (${url})` : '')) },
    {
      kind: 'table',
      header: ['gate', 'verdict', 'measured'],
      // The others are among the reasons above.
      rows: gates
        .filter(({ verdict }) => verdict === 'PASS')
        .map(({ gate, verdict, reason }) => [gate, verdict, reason]),
    },
    ...(target ? [numbers(target)] : []),
    {
      kind: 'table',
      header: ['error', 'count'],
      rows: (target?.errors ?? []).map(({ label, count: number }) => [label, number.toLocaleString('en-US')]),
    },
    ...recommendations.map(({ because, advice }): Block => ({ kind: 'text', text: `${because} ${advice}` })),
  ]
  return { title: target ? `${target.method} ${target.url}` : url, blocks: blocks.filter(hasContent) }
}

function numbers({ requests, latencyMs }: TargetResult): Block {
  const ms = (value: number) => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`
  const header = ['requests', 'per second', 'successful', 'p50', 'p90', 'p95', 'p99', 'max']
  const { p50, p90, p95, p99, max } = latencyMs
  const shown = [
    requests.total.toLocaleString('en-US'),
    requests.ratePerSecond.toFixed(1),
    `${percent(requests.successShare)}%`,
  ]
  return { kind: 'table', header, rows: [[...shown, ...[p50, p90, p95, p99, max].map(ms)]] }
}

function note({ code, message }: LoadResult['reasons'][number], of: string): Note {
  const severity = code === 'gate-undecided' ? 'warning' : 'error'
  return { severity, title: code, message: `${message}${of}` }
}

/** Without the sign, and rounded down: 99.996 % is not 100 %. */
export function percent(share: number): string {
  return (Math.floor(share * 10_000) / 100).toFixed(2)
}

function hasContent(block: Block): boolean {
  if (block.kind === 'notes') return block.notes.length > 0
  return block.kind !== 'table' || block.rows.length > 0
}
