import type { CompareResult } from './db-compare.ts'

/** The comparison for a terminal: what came out, what is dangerous, and the two scripts where no file holds them. */
export function compareText(result: CompareResult, { from, to }: { from: string; to: string }): string {
  return [
    headline(result, from, to),
    ...result.refusals.map(({ message }) => `  ${message}`),
    ...hazardLines(result),
    ...scripts(result),
  ].join('\n')
}

function headline({ verdict, engine }: CompareResult, from: string, to: string): string {
  const on = `${engine.name}, ${engine.version}`
  switch (verdict) {
    case 'equal':
      return `No changes: ${from} and ${to} make the same catalog (${on}).`
    case 'refused':
      return `Refused: no pair from ${from} to ${to} could be proved (${on}). Nothing was written.`
    case 'proved':
      return `Proved both ways (${on}): ${from} -> ${to} and back.`
  }
}

function hazardLines({ hazards }: CompareResult): readonly string[] {
  return hazards.map(({ rule, severity, message, docs }) => `${severity} ${rule}: ${message} (${docs})`)
}

function scripts({ up, down, verdict }: CompareResult): readonly string[] {
  if (verdict !== 'proved') return []
  if (up.path !== undefined) return [`Generated migration: ${up.path}`, `Generated rollback: ${down.path}`]
  return ['', '-- migration', up.sql, '-- rollback', down.sql.trimEnd()]
}
