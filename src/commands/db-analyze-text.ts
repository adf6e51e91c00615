import type { Style } from '../base/style.ts'
import { count } from '../base/text.ts'
import { findingLines } from '../report/finding-text.ts'
import type { AnalyzeResult } from './db-analyze.ts'

/** The analysis for a terminal: the numbers, then every finding with its fix and its page. */
export function analyzeText({ source, tables, findings, engine, notSeen }: AnalyzeResult, style: Style): string {
  const head = [
    style.strong(`=== Database Analysis Report: ${source} ===`),
    `Tables: ${tables} (read by ${engine.name}, ${engine.version})`,
  ]
  const missed = notSeen.flatMap(({ what, why }) => [`${style.warning('not seen')} ${what}`, `  why:  ${why}`])
  if (findings.length === 0) return [...head, ...missed, style.good('No findings.')].join('\n')
  const found = findings.flatMap((finding) => ['', ...findingLines(finding, style)])
  return [...head, ...missed, `${count(findings.length, 'finding')}:`, ...found].join('\n')
}
