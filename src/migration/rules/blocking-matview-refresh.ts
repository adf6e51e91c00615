import type { Rule } from '../../base/rule.ts'
import { atTable, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const blockingMatviewRefresh: Rule<Situation> = {
  id: 'blocking-matview-refresh',
  severity: 'error',
  summary: 'Refresh materialized views CONCURRENTLY.',

  *check({ acts, isNew }) {
    for (const act of acts) {
      if (act.kind !== 'refresh' || act.concurrent || isNew(act.name)) continue
      const name = nameText(act.name)
      yield {
        at: atTable(act.name),
        message: `Nobody can read ${name} while its query runs. Use REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index on plain columns.`,
        why: `REFRESH holds an ACCESS EXCLUSIVE lock on ${name} until the last row is written.`,
      }
    }
  },
}
