import type { Delta } from './delta.ts'
import type { Segment } from './pair.ts'
import { noLimits, settingsOf } from './timeouts.ts'

/** Comments of one line each, whatever is in them. */
export function commentLines(lines: readonly string[]): string {
  return lines.map((line) => `-- ${oneLine(line)}`.trimEnd()).join('\n')
}

/** The statements of a segment with what they need set, without a transaction of their own. */
export function statementsOf(segment: Segment, settings: Delta['settings']): readonly string[] {
  const statements = segment.steps.map(({ sql }) => `${sql};`)
  if (!segment.transactional) return statements
  const local = settingsOf(segment, settings)
  return [...local.map(({ name, value }) => `SET LOCAL ${name} = ${literal(value)};`), ...statements]
}

/** The same for a tool that does more in the transaction: its notes, or the next migration, are not to see our settings. */
export function lentStatementsOf(segment: Segment, settings: Delta['settings']): readonly string[] {
  const restored = settingsOf(segment, settings).map(({ name }) => `SET LOCAL ${name} TO DEFAULT;`)
  return [...statementsOf(segment, settings), ...(segment.transactional ? restored : [])]
}

/** A segment as psql runs it: between BEGIN and COMMIT, or outside of any transaction. */
export function standaloneText(segment: Segment, settings: Delta['settings']): string {
  const statements = statementsOf(segment, settings)
  if (segment.transactional) return ['BEGIN;', ...statements, 'COMMIT;'].join('\n')
  const set = noLimits.map((name) => `SET ${name} = 0;`)
  const reset = noLimits.map((name) => `RESET ${name};`)
  return ['-- backwright: no-transaction', ...set, ...statements, ...reset].join('\n')
}

/** Blocks with an empty line between them. */
export function joinBlocks(blocks: readonly string[]): string {
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

/** A name with a line break must not leave the comment it is shown in. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029\0]+/g, ' ')
}

/** A string literal of SQL, whatever the setting of standard_conforming_strings is: it must be on. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
