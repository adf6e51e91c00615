import type { Rule } from '../../base/rule.ts'
import { atTable, nameText } from '../acts/name.ts'
import { readNothing, type Situation } from '../situation.ts'
import { keyBuilt } from './key-built.ts'

export const uniqueConstraintIndexBuild: Rule<Situation> = {
  id: 'unique-constraint-index-build',
  severity: 'error',
  summary: 'Build the index of a unique constraint CONCURRENTLY first.',

  *check(situation) {
    for (const act of situation.acts) {
      const key = keyBuilt(act, 'unique')
      if (!key || situation.isNew(key.table) || readNothing(situation)) continue
      const table = nameText(key.table)
      yield {
        at: atTable(key.table, key.part),
        message: `Nobody can read or write ${table} while the index of the constraint is built. CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … UNIQUE USING INDEX.`,
        why: `ADD UNIQUE builds its index under an ACCESS EXCLUSIVE lock on ${table}. From an index that is there, it takes a moment.`,
      }
    }
  },
}
