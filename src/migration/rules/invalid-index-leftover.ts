import type { Rule } from '../../base/rule.ts'
import { atTable, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const invalidIndexLeftover: Rule<Situation> = {
  id: 'invalid-index-leftover',
  severity: 'warning',
  summary: 'Do not combine CONCURRENTLY with IF NOT EXISTS.',

  *check({ acts }) {
    for (const act of acts) {
      if (act.kind !== 'make-index' || !act.concurrent || !act.ifNotExists) continue
      yield {
        at: atTable(act.table, act.index === undefined ? {} : { index: act.index }),
        message: `A build that failed leaves an invalid index on ${nameText(act.table)}, and IF NOT EXISTS is content with it. Say DROP INDEX CONCURRENTLY IF EXISTS before it, and leave IF NOT EXISTS out.`,
        why: 'An invalid index costs every write and serves no query; a unique one does not keep duplicates out.',
      }
    }
  },
}
