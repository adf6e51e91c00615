import type { Rule } from '../../base/rule.ts'
import { atObject, atTable, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const blockingReindex: Rule<Situation> = {
  id: 'blocking-reindex',
  severity: 'error',
  summary: 'Rebuild indexes CONCURRENTLY.',

  *check({ acts, isNew }) {
    for (const act of acts) {
      if (act.kind !== 'reindex' || act.concurrent || isNew(act.name)) continue
      const name = nameText(act.name)
      yield {
        at: act.what === 'table' ? atTable(act.name) : atObject(act.name),
        message: `Nobody can write to the table, and queries that plan with its indexes wait, while ${act.what} ${name} is rebuilt. Use REINDEX … CONCURRENTLY, outside a transaction.`,
        why: 'REINDEX holds a SHARE lock on the table and an ACCESS EXCLUSIVE lock on each index for the whole build.',
      }
    }
  },
}
