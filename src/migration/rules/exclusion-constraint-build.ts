import type { Rule } from '../../base/rule.ts'
import { atTable, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'
import { keyBuilt } from './key-built.ts'

export const exclusionConstraintBuild: Rule<Situation> = {
  id: 'exclusion-constraint-build',
  severity: 'error',
  summary: 'Add exclusion constraints to new or small tables only.',

  *check({ acts, isNew }) {
    for (const act of acts) {
      const key = keyBuilt(act, 'exclusion')
      if (!key || isNew(key.table)) continue
      yield {
        at: atTable(key.table, key.part),
        message: `Nobody can read or write ${nameText(key.table)} while the exclusion constraint is built. PostgreSQL has no other way: do it in a maintenance window, or in a new table that the rows are copied to.`,
        why: 'ADD EXCLUDE builds its index and compares all rows under an ACCESS EXCLUSIVE lock; it can neither use an index nor be NOT VALID.',
      }
    }
  },
}
