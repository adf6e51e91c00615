import type { Rule } from '../../base/rule.ts'
import type { Step } from '../delta.ts'
import { objectOf } from '../step-object.ts'

export const tableRewrite: Rule<readonly Step[]> = {
  id: 'table-rewrite',
  severity: 'warning',
  summary: 'Do not rewrite a big table in one statement.',

  *check(steps) {
    for (const step of steps.filter(({ mayRewrite }) => mayRewrite)) {
      yield {
        at: { object: objectOf(step) },
        message: `PostgreSQL may rewrite the whole table: ${objectOf(step)}.`,
        why: 'A rewrite holds an ACCESS EXCLUSIVE lock for as long as it takes: nobody reads or writes the table meanwhile.',
      }
    }
  },
}
