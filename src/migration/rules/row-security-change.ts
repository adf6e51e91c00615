import type { Rule } from '../../base/rule.ts'
import { atTable, isSame, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const rowSecurityChange: Rule<Situation> = {
  id: 'row-security-change',
  severity: 'warning',
  summary: 'Change who sees which rows on purpose only.',

  *check({ acts, isNew, migration }) {
    for (const act of acts) {
      if (act.kind !== 'row-security' || isNew(act.table) || !isRisky(act.change)) continue
      const remade = migration.some(
        (other) =>
          other.kind === 'row-security' &&
          isSame(other.table, act.table) &&
          other.change === act.change.replace(/ is dropped$/, ' is made'),
      )
      if (/ is dropped$/.test(act.change) && remade) continue
      yield {
        at: atTable(act.table),
        message: `Other people see other rows of ${nameText(act.table)} from here on: ${act.change.startsWith('policy') ? act.change : `row security is ${act.change}`}.`,
        why: 'Without row security every row is seen by whoever may read the table; with it and without a policy that fits, none is.',
      }
    }
  },
}

function isRisky(change: string): boolean {
  return !/^policy .* is (?:made|changed)$/s.test(change)
}
