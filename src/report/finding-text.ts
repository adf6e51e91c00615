import type { Finding, Severity } from '../base/finding.ts'
import type { Style } from '../base/style.ts'
import { excerpt } from '../base/text.ts'

/** A name may have lines of its own, and a line that begins with `::` is an order to GitHub's runner. */
const longest = 2000

/** One finding for a terminal: what is wrong, the way to mend it and back, and where to read on. */
export function findingLines({ severity, rule, message, fix, docs }: Finding, style: Style): readonly string[] {
  return [
    `${severityText(severity, style)} ${style.strong(rule)}: ${excerpt(message, longest)}`,
    ...(fix ? [`  fix:  ${fix.up}`, `  back: ${fix.down}`] : []),
    style.dim(`  see:  ${docs}`),
  ]
}

function severityText(severity: Severity, { bad, warning, dim }: Style): string {
  return { error: bad, warning, info: dim }[severity](severity)
}
