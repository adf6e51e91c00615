import type { Rule } from '../../base/rule.ts'
import type { Act } from '../acts/act.ts'
import { nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const blockingIndexDrop: Rule<Situation> = {
  id: 'blocking-index-drop',
  severity: 'error',
  summary: 'Drop indexes CONCURRENTLY on tables that are in use.',

  *check({ acts, migration }) {
    for (const act of acts) {
      if (act.kind !== 'drop' || act.what !== 'index' || act.concurrent) continue
      const { name } = act
      if (
        migration.some(
          (other) =>
            other.kind === 'make-index' &&
            other.index === name.name &&
            !other.concurrent &&
            isBefore(other, act, migration),
        )
      )
        continue
      yield {
        at: { ...(name.schema !== undefined && { schema: name.schema }), index: name.name },
        message: `Nobody can read or write the table of ${nameText(name)} until the drop has its turn and is done. Use DROP INDEX CONCURRENTLY, outside a transaction.`,
        why: 'DROP INDEX takes an ACCESS EXCLUSIVE lock on the table: it waits for every running query, and all that come later wait behind it.',
      }
    }
  },
}

/** An index that the migration itself has made serves nobody yet. */
function isBefore(one: Act, other: Act, migration: readonly Act[]): boolean {
  return migration.indexOf(one) < migration.indexOf(other)
}
