import type { Rule } from '../../base/rule.ts'
import { excerpt } from '../../base/text.ts'
import { qualified } from '../../schema/sql.ts'
import { atTable, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'
import { rewriteCause } from './rewrite-cause.ts'

/** Judged by what PostgreSQL did, where it ran: a default that needs no rewrite raises nothing. Else by what the text says. */
export const tableRewrite: Rule<Situation> = {
  id: 'table-rewrite',
  severity: 'error',
  summary: 'Do not rewrite a big table in one statement.',

  *check({ observed, sql, acts, isNew, before }) {
    // Rules of their own tell what these do.
    if (acts.some(({ kind }) => kind === 'truncate' || kind === 'refresh' || kind === 'repack')) return
    const causes = acts.flatMap((act) => rewriteCause(act, before) ?? [])
    if (observed && !observed.error) {
      for (const { schema, table } of observed.rewrites) {
        const message = `All rows of ${qualified(schema, table)} are written anew by: ${excerpt(sql)}.`
        yield { at: { schema, table }, message, why: [...causes.map(({ why }) => why), lock].join(' ') }
      }
      return
    }
    for (const { table, column, certain, why } of causes) {
      if (isNew(table)) continue
      const message = `All rows of ${nameText(table)} ${certain ? 'are' : 'may be'} written anew by: ${excerpt(sql)}.`
      yield {
        at: atTable(table, column === undefined ? {} : { column }),
        message,
        why: `${why} ${certain ? '' : unsure}${lock}`,
      }
    }
  },
}

const lock =
  'A rewrite holds an ACCESS EXCLUSIVE lock for as long as it takes: nobody reads or writes the table meanwhile.'

/** A longer varchar, or a stable function, needs none; the text alone does not tell. */
const unsure = 'Some changes need no rewrite; --schema tells which. '
