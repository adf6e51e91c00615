import { type ExitCode, exitCode } from '../../src/base/exit-code.ts'
import { loadSection, loadSentence } from '../../src/commands/load-report.ts'
import type { LoadResult } from '../../src/commands/load-result.ts'
import type { Report } from '../../src/report/report.ts'

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
      sentence: loadSentence(verdict, results),
    },
    noteworthy: true,
    sections: results.map((result, index) => {
      const url = urls[index] ?? ''
      return loadSection(result, url, urls.length > 1 ? ` (${url})` : '')
    }),
  }
}

function worstVerdict(results: readonly LoadResult[]): LoadResult['verdict'] {
  return order.find((name) => results.some((result) => result.verdict === name)) ?? 'PASS'
}
