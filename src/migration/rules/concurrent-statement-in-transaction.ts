import type { Location } from '../../base/finding.ts'
import type { Rule } from '../../base/rule.ts'
import type { Act } from '../acts/act.ts'
import { atObject, atTable } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const concurrentStatementInTransaction: Rule<Situation> = {
  id: 'concurrent-statement-in-transaction',
  severity: 'error',
  summary: 'Run CONCURRENTLY outside transactions.',

  *check({ acts, transaction }) {
    if (transaction.kind !== 'written' && transaction.kind !== 'tool') return
    for (const act of acts) {
      const statement = refused(act)
      if (statement === undefined) continue
      const out =
        transaction.kind === 'tool'
          ? 'Tell the tool to run the file without a transaction.'
          : 'Put it before BEGIN or after COMMIT.'
      yield {
        at: place(act),
        message: `PostgreSQL refuses ${statement} inside a transaction (SQLSTATE 25001). ${out}`,
        why: 'It commits several times on its way, to let others work in between.',
      }
    }
  },
}

function refused(act: Act): string | undefined {
  if (act.kind === 'repack') return act.how === 'VACUUM FULL' ? act.how : undefined
  if (!('concurrent' in act) || !act.concurrent) return undefined
  switch (act.kind) {
    case 'make-index':
      return 'CREATE INDEX CONCURRENTLY'
    case 'drop':
      return 'DROP INDEX CONCURRENTLY'
    case 'reindex':
      return 'REINDEX CONCURRENTLY'
    case 'detach':
      return 'DETACH PARTITION CONCURRENTLY'
    default:
      return undefined
  }
}

function place(act: Act): Location {
  if ('table' in act && act.table) return atTable(act.table)
  return 'name' in act ? atObject(act.name) : {}
}
