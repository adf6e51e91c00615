import { bySeverity } from '../base/finding.ts'
import type { Style } from '../base/style.ts'
import { count, excerpt, maskSecrets } from '../base/text.ts'
import { findingLines } from '../report/finding-text.ts'
import { changeLine } from './change-text.ts'
import type { CompareResult } from './db-compare.ts'
import { rowsText } from './db-compare-rows.ts'

export interface CompareView {
  readonly from: string
  readonly to: string
  /** Hazards that do not fail the run. */
  readonly allow: readonly string[]
  readonly style: Style
}

/** The comparison for a terminal: what came out, what changes, what is dangerous, and where the files are, or the scripts themselves. */
export function compareText(result: CompareResult, { from, to, allow, style }: CompareView): string {
  return [
    headline(result, maskSecrets(from), maskSecrets(to), style),
    ...result.refusals.map(({ message }) => `  ${excerpt(message, 2000)}`),
    ...changes(result, style),
    ...bySeverity(result.hazards).flatMap((hazard) => findingLines(hazard, style)),
    ...rows(result, style),
    ...rowsText(result.rows, style),
    ...renames(result, style),
    ...acceptance(result, allow),
    ...written(result),
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

/** A screen or two; --json has them all. */
const mostChanges = 100

function changes({ changes: all }: CompareResult, style: Style): readonly string[] {
  const more = all.length - mostChanges
  return [
    ...all.slice(0, mostChanges).map((change) => `  ${changeLine(change, style)}`),
    ...(more > 0 ? [style.dim(`  and ${count(more, 'change')} more; --json has them all`)] : []),
  ]
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

function written({ up, down, files, written: done }: CompareResult): readonly string[] {
  const verb = done ? 'Generated' : 'Would generate'
  const whole = files.length === 2 && up.path !== down.path
  return files.map(({ path }) => {
    if (path === up.path && whole) return `${verb} migration: ${path}`
    if (path === down.path && whole) return `${verb} rollback: ${path}`
    return `${verb}: ${path}`
  })
}

/** What no file holds. */
function scripts({ up, down, files, verdict, written: done }: CompareResult, { dim }: Style): readonly string[] {
  if (verdict !== 'proved' || done) return []
  if (files.length > 0) return files.flatMap(({ path, text }) => ['', dim(`-- ${path}`), text.trimEnd()])
  return ['', dim('-- migration'), up.sql, dim('-- rollback'), down.sql.trimEnd()]
}
