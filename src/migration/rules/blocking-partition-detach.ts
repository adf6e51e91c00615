import type { Rule } from '../../base/rule.ts'
import { atTable, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const blockingPartitionDetach: Rule<Situation> = {
  id: 'blocking-partition-detach',
  severity: 'error',
  summary: 'Detach partitions CONCURRENTLY.',

  *check({ acts, isNew }) {
    for (const act of acts) {
      if (act.kind !== 'detach' || act.concurrent || isNew(act.table) || isNew(act.partition)) continue
      const table = nameText(act.table)
      yield {
        at: atTable(act.table),
        message: `Nobody can read or write ${table} or ${nameText(act.partition)} until the detach has its turn and is done. Use DETACH PARTITION … CONCURRENTLY, outside a transaction.`,
        why: 'DETACH PARTITION takes an ACCESS EXCLUSIVE lock on both tables: it waits for every running query, and all that come later wait behind it.',
      }
    }
  },
}
