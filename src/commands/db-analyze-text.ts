import type { Finding } from '../base/finding.ts'
import { count } from '../base/text.ts'
import type { AnalyzeResult } from './db-analyze.ts'

/** The analysis for a terminal: the numbers, then every finding with its fix and its page. */
export function analyzeText({ source, tables, findings, engine }: AnalyzeResult): string {
  const head = [
    `=== Database Analysis Report: ${source} ===`,
    `Tables: ${tables} (read by ${engine.name}, ${engine.version})`,
  ]
  if (findings.length === 0) return [...head, 'No findings.'].join('\n')
  return [...head, `${count(findings.length, 'finding')}:`, ...findings.flatMap(lines)].join('\n')
}

function lines({ severity, rule, message, fix, docs }: Finding): readonly string[] {
  return [
    '',
    `${severity} ${rule}: ${message}`,
    ...(fix ? [`  fix:  ${fix.up}`, `  back: ${fix.down}`] : []),
    `  see:  ${docs}`,
  ]
}
