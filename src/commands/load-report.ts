import { count } from '../base/text.ts'
import { gateText } from '../load/verdict.ts'
import { markdown } from '../report/markdown.ts'
import type { Block, Note, Report, Section } from '../report/report.ts'
import { type ComparisonResult, comparisonHeader, comparisonNotes, comparisonRows } from './load-comparison.ts'
import { endpointHeader, endpointRows } from './load-endpoint.ts'
import type { LoadResult } from './load-result.ts'
import type { TargetResult } from './load-target.ts'
import { isUndecided, loadWords, msWords, partRows } from './load-words.ts'
import type { RateLimitResult } from './rate-limit-result.ts'
import { checkName, checkVerdict, rateLimitSentence, searchWords } from './rate-limit-words.ts'

/** What GitHub and others take as one comment, in characters. */
const longest = 65_536

/** The measurement as Markdown for a comment, at most 65,536 characters. */
export function loadMarkdown(result: LoadResult): string {
  return `${markdown(loadReport(result), { limit: longest, measure: (text) => text.length + 1 })}\n`
}

function loadReport(result: LoadResult): Report {
  const { name, verdict } = result
  return {
    schemaVersion: 1,
    action: 'load',
    title: name === undefined ? 'Load test' : `Load test of ${name}`,
    verdict: {
      name: verdict,
      tone: verdict === 'PASS' ? 'good' : verdict === 'INCONCLUSIVE' ? 'warning' : 'bad',
      sentence: loadSentence(verdict, [result]),
    },
    noteworthy: true,
    sections: [loadSection(result, '')],
  }
}

/** What the measurements come to, in one line. */
export function loadSentence(verdict: LoadResult['verdict'], results: readonly LoadResult[]): string {
  const [rateLimit] = results.flatMap((result) => result.rateLimit ?? [])
  if (rateLimit && verdict !== 'INVALID') return rateLimitSentence(rateLimit)
  const gates = results.flatMap((result) => result.gates)
  const reasons = results.flatMap((result) => result.reasons)
  const failed = gates.filter((gate) => gate.verdict === 'FAIL').map(gateText)
  switch (verdict) {
    case 'PASS':
      return gates.length === 0 ? 'No gates were set.' : `All of ${count(gates.length, 'gate')} held.`
    case 'FAIL':
      if (failed.length === 0) return 'The service failed, whatever the gates ask.'
      return `${count(failed.length, 'gate')} of ${gates.length} did not hold: ${failed.join(', ')}.`
    case 'INCONCLUSIVE':
      if (!reasons.some(({ code }) => isUndecided(code))) return 'Requests failed that no gate is about.'
      return 'The measurement is too small to decide every gate. A longer run may.'
    case 'INVALID':
      return 'The measurement itself is no good, so it proves nothing.'
  }
}

/** One measurement; `of` is said after each reason, where there are several. */
export function loadSection(result: LoadResult, url: string, of = ''): Section {
  const { targets, gates, reasons, recommendations, comparison, rateLimit, durationMs, k6 } = result
  const { endpoints = [], leftOut = [] } = result
  // Of two, the one that the gates are about.
  const target = targets.at(-1)
  const blocks: readonly Block[] = [
    {
      kind: 'text',
      text: `${(durationMs / 1000).toFixed(0)} s with ${rateLimit ? searchWords(rateLimit, result.concurrency) : loadWords(result)}, by k6 ${k6.version}.`,
    },
    { kind: 'notes', notes: reasons.map((reason) => note(reason, of)) },
    {
      kind: 'table',
      header: ['gate', 'verdict', 'measured'],
      // The others are among the reasons above.
      rows: gates
        .filter(({ verdict }) => verdict === 'PASS')
        .map((gate) => [gateText(gate), gate.verdict, gate.reason]),
    },
    ...(rateLimit ? [checks(rateLimit)] : []),
    ...(comparison ? comparisonBlocks(comparison, targets) : []),
    ...(target && !rateLimit ? [numbers(target)] : []),
    { kind: 'table', header: [...endpointHeader], rows: endpointRows(endpoints).map((row) => [...row]) },
    ...leftOut.map(({ operation, why }): Block => ({ kind: 'text', text: `Left out: ${operation} ${why}.` })),
    {
      kind: 'table',
      header: ['error', 'count'],
      rows: (target?.errors ?? []).map(({ label, count: number }) => [label, number.toLocaleString('en-US')]),
    },
    {
      kind: 'table',
      header: ['report', 'part', 'made', 'took', 'verdict'],
      rows: partRows(result).map((row) => [...row]),
    },
    ...recommendations.map(({ because, advice }): Block => ({ kind: 'text', text: `${because} ${advice}` })),
  ]
  return { title: target ? `${target.method} ${target.url}` : url, blocks: blocks.filter(hasContent) }
}

function comparisonBlocks(comparison: ComparisonResult, targets: LoadResult['targets']): readonly Block[] {
  const [base] = targets
  const against = comparison.kind === 'interleaved' && base ? `${base.method} ${base.url}` : 'a saved run'
  return [
    { kind: 'text', text: `Compared with ${against}:` },
    {
      kind: 'table',
      header: [...comparisonHeader(comparison)],
      rows: comparisonRows(comparison).map((row) => [...row]),
    },
    ...comparisonNotes(comparison).map((text): Block => ({ kind: 'text', text })),
  ]
}

/** All of them: also what could not be verified is worth a look. */
function checks({ checks: all }: RateLimitResult): Block {
  return {
    kind: 'table',
    header: ['check', 'verdict', 'what was seen'],
    rows: all.map((check) => [checkName(check), checkVerdict(check), check.message]),
  }
}

function numbers({ requests, latencyMs }: TargetResult): Block {
  const header = ['requests', 'per second', 'successful', 'p50', 'p90', 'p95', 'p99', 'max']
  const { p50, p90, p95, p99, max } = latencyMs
  const shown = [
    requests.total.toLocaleString('en-US'),
    requests.ratePerSecond.toFixed(1),
    `${percent(requests.successShare)}%`,
  ]
  return { kind: 'table', header, rows: [[...shown, ...[p50, p90, p95, p99, max].map((ms) => `${msWords(ms)} ms`)]] }
}

function note({ code, message }: LoadResult['reasons'][number], of: string): Note {
  const severity = isUndecided(code) ? 'warning' : 'error'
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
