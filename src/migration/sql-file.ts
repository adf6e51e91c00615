import type { Delta } from './delta.ts'
import { segments } from './pair.ts'
import { settingsOf } from './timeouts.ts'

/** A script that `psql -v ON_ERROR_STOP=1 -f` runs as it is: a transaction per segment, and what cannot be in one outside. */
export function renderSql(header: readonly string[], { steps, settings }: Delta): string {
  const comments = header.map((line) => `-- ${oneLine(line)}`.trimEnd())
  const parts = segments(steps).map((segment) => {
    const set = settingsOf(segment, settings).map(({ name, value }) => `SET LOCAL ${name} = ${literal(value)};`)
    const statements = segment.steps.map(({ sql }) => `${sql};`)
    if (segment.transactional) return ['BEGIN;', ...set, ...statements, 'COMMIT;'].join('\n')
    return ['-- backwright: no-transaction', ...statements].join('\n')
  })
  return `${[comments.join('\n'), ...parts].filter((part) => part !== '').join('\n\n')}\n`
}

/** A name with a line break must not leave the comment it is shown in. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029\0]+/g, ' ')
}

/** A string literal of SQL, whatever the setting of standard_conforming_strings is: it must be on. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
