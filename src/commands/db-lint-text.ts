import type { Style } from '../base/style.ts'
import { count } from '../base/text.ts'
import { findingLines } from '../report/finding-text.ts'
import type { LintResult } from './db-lint.ts'

/** The findings for a terminal, each with its place, its reason and its page. */
export function lintText({ files, statements, findings, engine, schema, notSeen }: LintResult, style: Style): string {
  const judge =
    engine && schema !== null
      ? `run on ${schema} (${engine.name}, ${engine.version})`
      : 'judged by its text; --schema runs it'
  const head = `${count(files, 'file')}, ${count(statements, 'statement')}, ${judge}`
  const missed = notSeen.flatMap(({ what, why }) => [`${style.warning('not seen')} ${what}`, `  why:  ${why}`])
  if (findings.length === 0) return [head, ...missed, style.good('No findings.')].join('\n')
  const found = findings.flatMap((finding) => {
    const [first = '', ...rest] = findingLines(finding, style)
    const why = finding.why === undefined ? [] : [`  why:  ${finding.why}`]
    return ['', `${finding.at.file}:${finding.at.line}: ${first}`, ...why, ...rest]
  })
  return [head, ...missed, `${count(findings.length, 'finding')}:`, ...found].join('\n')
}
