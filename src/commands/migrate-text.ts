import type { Style } from '../base/style.ts'
import { count, excerpt } from '../base/text.ts'
import type { MigrateResult } from './migrate-result.ts'

/** What was done or tried, statement by statement where a lock or a rewrite is worth a look, and what is left. */
export function migrateText(result: MigrateResult, style: Style): string {
  const { applied, pending, drift, state, database } = result
  return [
    ...(result.command === 'db status' ? [] : [headline(result, style)]),
    ...applied.flatMap((migration) => migrationLines(migration, style)),
    ...drift.map(({ kind, message }) => `${kind === 'late' ? style.warning(kind) : style.bad(kind)}: ${message}`),
    `${database}: ${state === 'clean' ? style.good(state) : style.bad(state)}, ${count(pending.length, 'migration')} pending.`,
    ...pending.map(({ version, name }) => `  ${version} ${name}`),
  ].join('\n')
}

function headline({ command, ran, applied, drift, state }: MigrateResult, { strong, bad }: Style): string {
  if (state === 'drifted' && drift.length > 0)
    return bad('The folder does not agree with the database. Nothing was done.')
  const what = count(applied.length, 'migration')
  switch (ran) {
    case 'for-real':
      return strong(command === 'db rollback' ? `Took ${what} back.` : `Applied ${what}.`)
    case 'rolled-back':
      return strong(`Tried ${what} in a transaction, and undid it.`)
    case 'copy':
      return strong(
        `Tried ${what} on a copy of the schema, because not all of it can be undone. It has no rows: durations mean nothing. The database is as it was.`,
      )
    case 'nothing':
      return strong('Nothing was done.')
  }
}

function migrationLines({ version, name, durationMs, statements }: MigrateResult['applied'][number], style: Style) {
  return [
    `  ${version} ${name}: ${count(statements.length, 'statement')} in ${durationMs} ms`,
    ...statements.map(({ sql, durationMs: ms, locks, rewrote, rows }) => {
      const held = locks.map(({ mode, object }) => `${mode.replace(/Lock$/, '')} on ${object}`)
      const facts = [
        `${ms} ms`,
        ...(rows > 0 ? [count(rows, 'row')] : []),
        ...(rewrote ? ['rewrites a table'] : []),
        ...held,
      ]
      return `    ${excerpt(sql, 80)}\n      ${style.dim(facts.join(', '))}`
    }),
  ]
}
