import type { Style } from '../base/style.ts'
import { excerpt, maskSecrets } from '../base/text.ts'
import { findingLines } from '../report/finding-text.ts'
import type { CompareResult } from './db-compare.ts'
import { rowsText } from './db-compare-rows.ts'

export interface CompareView {
  readonly from: string
  readonly to: string
  /** Hazards that do not fail the run. */
  readonly allow: readonly string[]
  readonly style: Style
}

/** The comparison for a terminal: what came out, what is dangerous, and the two scripts where no file holds them. */
export function compareText(result: CompareResult, { from, to, allow, style }: CompareView): string {
  return [
    headline(result, maskSecrets(from), maskSecrets(to), style),
    ...result.refusals.map(({ message }) => `  ${message}`),
    ...result.hazards.flatMap((hazard) => findingLines(hazard, style)),
    ...rows(result, style),
    ...rowsText(result.rows, style),
    ...renames(result, style),
    ...acceptance(result, allow),
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

/** A rename and a drop with an add look the same from outside, and nobody but the user knows which it is. */
function renames({ renameCandidates }: CompareResult, { warning }: Style): readonly string[] {
  return renameCandidates
    .filter(({ accepted }) => !accepted)
    .map(
      ({ from, to }) =>
        `${warning('a rename?')} It is planned as a drop and an add. If it is one: --rename ${excerpt(`${from}:${to}`, 300)}`,
    )
}

/** How the user says that the hazards which fail the run are wanted. */
function acceptance({ verdict, hazards }: CompareResult, allow: readonly string[]): readonly string[] {
  const open = [...new Set(hazards.map(({ rule }) => rule))].filter((rule) => !allow.includes(rule))
  if (verdict !== 'proved' || open.length === 0) return []
  return [`Hazards fail the run. When they are wanted: --allow ${[...allow, ...open].join(',')}`]
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
