import type { Rule } from '../../base/rule.ts'
import { atTable, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const blockingIndexBuild: Rule<Situation> = {
  id: 'blocking-index-build',
  severity: 'error',
  summary: 'Build indexes CONCURRENTLY on tables that are in use.',

  *check({ acts, isNew }) {
    for (const act of acts) {
      if (act.kind !== 'make-index' || act.concurrent || act.only || isNew(act.table)) continue
      const table = nameText(act.table)
      yield {
        at: atTable(act.table, act.index === undefined ? {} : { index: act.index }),
        message: `Nobody can write to ${table} while the index is built. Use CREATE INDEX CONCURRENTLY, outside a transaction.`,
        why: `CREATE INDEX holds a SHARE lock on ${table} for the whole build, which takes longer the more rows there are.`,
      }
    }
  },
}
