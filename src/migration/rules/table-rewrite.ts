import type { Rule } from '../../base/rule.ts'
import { excerpt } from '../../base/text.ts'
import { qualified } from '../../schema/sql.ts'
import type { ObservedStep } from '../apply.ts'

/** Judged by what PostgreSQL did in the proof, so a default that needs no rewrite raises nothing. */
export const tableRewrite: Rule<ObservedStep> = {
  id: 'table-rewrite',
  severity: 'warning',
  summary: 'Do not rewrite a big table in one statement.',

  *check({ rewrites, sql }) {
    for (const { schema, table } of rewrites) {
      yield {
        at: { schema, table },
        message: `All rows of ${qualified(schema, table)} are written anew by: ${excerpt(sql)}.`,
        why: 'A rewrite holds an ACCESS EXCLUSIVE lock for as long as it takes: nobody reads or writes the table meanwhile.',
      }
    }
  },
}
