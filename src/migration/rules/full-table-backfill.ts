import type { Rule } from '../../base/rule.ts'
import { atTable, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const fullTableBackfill: Rule<Situation> = {
  id: 'full-table-backfill',
  severity: 'warning',
  summary: 'Fill columns in batches, outside the migration.',

  *check({ acts, isNew }) {
    for (const act of acts) {
      if (act.kind !== 'write-all' || act.verb !== 'UPDATE' || isNew(act.table)) continue
      const table = nameText(act.table)
      yield {
        at: atTable(act.table),
        message: `All rows of ${table} are updated in one transaction. Whoever writes one of them waits until its end. Update by ranges of the key, each in a transaction of its own.`,
        why: 'Row locks are held to the end of the transaction, together with the locks of every ALTER TABLE in it, and the table doubles in size until VACUUM has been there.',
      }
    }
  },
}
