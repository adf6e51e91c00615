import type { Rule } from '../../base/rule.ts'
import type { Act } from '../acts/act.ts'
import type { Situation, Transaction } from '../situation.ts'

export const transactionControlStatement: Rule<Situation> = {
  id: 'transaction-control-statement',
  severity: 'warning',
  summary: 'Let a migration end every transaction that it begins, and no other.',

  *check({ acts, transaction, migration, before }) {
    for (const act of acts) {
      if (act.kind !== 'transaction') continue
      const after = migration.slice(before().length + acts.length)
      const message = wrong(act.change, transaction.kind, after)
      if (message !== undefined) yield { at: {}, message, why }
    }
  },
}

const why =
  'Where the transactions of a migration begin and end decides what is left when a statement in the middle fails.'

function wrong(change: string, kind: Transaction['kind'], after: readonly Act[]): string | undefined {
  if (kind === 'tool')
    return 'The tool runs this file in a transaction of its own. Remove the statement, or tell the tool to make none.'
  if (change === 'begin' && kind === 'written')
    return 'A transaction is open already: this BEGIN does nothing but warn, and the first COMMIT ends all of it. Remove it.'
  if (change === 'begin' && !after.some((act) => act.kind === 'transaction' && act.change !== 'begin'))
    return 'This transaction is never committed, so all that it does is undone when the connection ends. Add COMMIT.'
  if (change !== 'begin' && kind !== 'written')
    return 'There is no transaction to end here; in a tool that makes one around the file, this ends it too early. Remove the statement.'
  if (change === 'rollback')
    return 'All that the transaction has done is undone. Remove the statement, or the whole transaction.'
  return change === 'prepare'
    ? 'A prepared transaction keeps its locks until somebody commits it by hand. Use COMMIT.'
    : undefined
}
