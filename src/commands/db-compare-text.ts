import type { Style } from '../base/style.ts'
import { excerpt } from '../base/text.ts'
import { findingLines } from '../report/finding-text.ts'
import type { CompareResult } from './db-compare.ts'

/** The comparison for a terminal: what came out, what is dangerous, and the two scripts where no file holds them. */
export function compareText(
  result: CompareResult,
  { from, to, style }: { readonly from: string; readonly to: string; readonly style: Style },
): string {
  return [
    headline(result, from, to, style),
    ...result.refusals.map(({ message }) => `  ${message}`),
    ...result.hazards.flatMap((hazard) => findingLines(hazard, style)),
    ...rows(result, style),
    ...scripts(result, style),
  ].join('\n')
}

function headline({ verdict, engine }: CompareResult, from: string, to: string, style: Style): string {
  const on = `${engine.name}, ${engine.version}`
  switch (verdict) {
    case 'equal':
      return `${style.good('No changes')}: ${from} and ${to} make the same catalog (${on}).`
    case 'refused':
      return `${style.bad('Refused')}: no pair from ${from} to ${to} could be proved (${on}). Nothing was written.`
    case 'proved':
      return `${style.good('Proved both ways')} (${on}): ${from} -> ${to} and back.`
  }
}

/** What becomes of rows, where the way back does not bring them all back. */
function rows({ data }: CompareResult, { warning }: Style): readonly string[] {
  return data
    .filter(({ verdict }) => verdict !== 'restored')
    .map(({ table, verdict, why }) => `${warning(verdict)} after a rollback: ${excerpt(`${table}. ${why}`, 1000)}`)
}

function scripts({ up, down, verdict, written }: CompareResult, style: Style): readonly string[] {
  if (verdict !== 'proved') return []
  const verb = written ? 'Generated' : 'Would generate'
  const files = up.path === undefined ? [] : [`${verb} migration: ${up.path}`, `${verb} rollback: ${down.path}`]
  if (written) return files
  return [...files, '', style.dim('-- migration'), up.sql, style.dim('-- rollback'), down.sql.trimEnd()]
}
