import type { Rule } from '../../base/rule.ts'
import type { Act, Name } from '../acts/act.ts'
import { atTable, isSame, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const sameTransactionValidation: Rule<Situation> = {
  id: 'same-transaction-validation',
  severity: 'error',
  summary: 'Commit between NOT VALID and VALIDATE CONSTRAINT.',

  *check({ acts, isNew, transaction }) {
    if (transaction.kind === 'alone') return
    for (const act of acts) {
      if (act.kind !== 'validate' || isNew(act.table)) continue
      const { table, constraint } = act
      const added = transaction.earlier().some((other) => isAddition(other, table, constraint))
      if (!added) continue
      yield {
        at: atTable(table, { constraint }),
        message: `${constraint} is added and validated in one transaction, so ${nameText(table)} stays locked while every row is checked. Commit in between${transaction.kind === 'assumed' ? ', in a migration or a BEGIN … COMMIT of its own' : ''}.`,
        why: 'The lock of ADD CONSTRAINT is held to the end of the transaction, so NOT VALID wins nothing here.',
      }
    }
  },
}

function isAddition(act: Act, table: Name, constraint: string): boolean {
  return (
    (act.kind === 'add-check' || act.kind === 'add-foreign-key') &&
    act.constraint === constraint &&
    isSame(act.table, table)
  )
}
