import type { Rule } from '../../base/rule.ts'
import { atTable, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const immediateCheckValidation: Rule<Situation> = {
  id: 'immediate-check-validation',
  severity: 'error',
  summary: 'Add checks NOT VALID, and validate them in a later transaction.',

  *check({ acts, isNew }) {
    for (const act of acts) {
      const checks = (act.kind === 'add-check' && act.valid) || (act.kind === 'add-column' && act.column.checked)
      if (!checks || isNew(act.table)) continue
      const table = nameText(act.table)
      const constraint = act.kind === 'add-check' ? act.constraint : undefined
      yield {
        at: atTable(act.table, constraint === undefined ? {} : { constraint }),
        message: `Nobody can read or write ${table} while every row is checked. Add the check NOT VALID, commit, then VALIDATE CONSTRAINT.`,
        why: `The check is made under an ACCESS EXCLUSIVE lock on ${table}. VALIDATE CONSTRAINT holds a lock that lets everybody work.`,
      }
    }
  },
}
