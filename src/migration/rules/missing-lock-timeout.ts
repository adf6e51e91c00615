import type { Rule } from '../../base/rule.ts'
import type { Act, Name } from '../acts/act.ts'
import { blocks, lockOf } from '../acts/lock.ts'
import { atTable, nameText, tablesOf } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const missingLockTimeout: Rule<Situation> = {
  id: 'missing-lock-timeout',
  severity: 'warning',
  summary: 'Give up soon on a lock that is not to be had.',

  *check({ acts, isNew, transaction, before }) {
    const act = acts.find((each) => locks(each, isNew))
    if (!act) return
    const earlier = transaction.earlier()
    if (earlier.some((each) => locks(each, isNew)) || limited(before(), earlier)) return
    const [table] = tablesOf(act).filter((name) => !isNew(name))
    yield {
      at: table ? atTable(table) : {},
      message: `Whoever wants ${table ? nameText(table) : 'the table'} waits behind this statement for as long as it waits for its lock. Say SET lock_timeout = '3s' before it, and run it again when it gives up.`,
      why: 'A lock that waits for one long query makes every later query wait too, however short the change itself is.',
    }
  },
}

function locks(act: Act, isNew: (table: Name) => boolean): boolean {
  const tables = tablesOf(act)
  return blocks(lockOf(act)) && (tables.length === 0 || !tables.every(isNew))
}

/** SET holds from there on, SET LOCAL to the end of its transaction. */
function limited(before: readonly Act[], transaction: readonly Act[]): boolean {
  const last = (acts: readonly Act[], local: boolean) =>
    acts.findLast((act) => act.kind === 'set' && act.setting === 'lock_timeout' && act.local === local)
  return [last(before, false), last(transaction, true)].some((act) => act?.kind === 'set' && !act.unlimited)
}
