import type { Finding, Severity } from '../base/finding.ts'
import type { Style } from '../base/style.ts'

/** One finding for a terminal: what is wrong, the way to mend it and back, and where to read on. */
export function findingLines({ severity, rule, message, fix, docs }: Finding, style: Style): readonly string[] {
  return [
    `${severityText(severity, style)} ${style.strong(rule)}: ${message}`,
    ...(fix ? [`  fix:  ${fix.up}`, `  back: ${fix.down}`] : []),
    style.dim(`  see:  ${docs}`),
  ]
}

function severityText(severity: Severity, { bad, warning, dim }: Style): string {
  return { error: bad, warning, info: dim }[severity](severity)
}
