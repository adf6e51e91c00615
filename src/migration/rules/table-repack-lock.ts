import type { Rule } from '../../base/rule.ts'
import { atTable, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const tableRepackLock: Rule<Situation> = {
  id: 'table-repack-lock',
  severity: 'error',
  summary: 'Repack tables with a tool that lets others work.',

  *check({ acts, isNew }) {
    for (const act of acts) {
      if (act.kind !== 'repack' || (act.table && isNew(act.table))) continue
      const table = act.table === undefined ? 'every table, one after the other,' : nameText(act.table)
      yield {
        at: act.table === undefined ? {} : atTable(act.table),
        message: `Nobody can read or write ${table} while ${act.how} copies its rows. Use pg_repack or pg_squeeze, and none of them in a migration.`,
        why: `${act.how} holds an ACCESS EXCLUSIVE lock for as long as it takes to write all rows and indexes anew.`,
      }
    }
  },
}
