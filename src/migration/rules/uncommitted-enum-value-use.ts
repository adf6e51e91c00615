import type { Rule } from '../../base/rule.ts'
import type { Act } from '../acts/act.ts'
import { atObject, isSame, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

/** Asked once of a migration: it may be a million rows. */
const known = new WeakMap<readonly Act[], boolean>()

function addsValues(migration: readonly Act[]): boolean {
  const answer = known.get(migration) ?? migration.some(({ kind }) => kind === 'add-enum-value')
  known.set(migration, answer)
  return answer
}

export const uncommittedEnumValueUse: Rule<Situation> = {
  id: 'uncommitted-enum-value-use',
  severity: 'error',
  summary: 'Commit an enum value before it is used.',

  *check({ strings, migration, transaction, observed }) {
    if (
      strings.size === 0 ||
      !addsValues(migration) ||
      transaction.kind === 'alone' ||
      (observed && observed.error?.state !== '55P04')
    )
      return
    const earlier = transaction.earlier()
    const made = earlier.filter((act) => act.kind === 'make')
    for (const act of earlier) {
      if (act.kind !== 'add-enum-value' || !strings.has(act.value)) continue
      // Values of a type that the same transaction has made are safe.
      if (made.some(({ name }) => isSame(name, act.type))) continue
      yield {
        at: atObject(act.type),
        message: `The value '${act.value}' of ${nameText(act.type)} is used in the transaction that adds it, which PostgreSQL refuses (SQLSTATE 55P04). Add it in a migration of its own, or in a BEGIN … COMMIT before.`,
        why: 'A transaction that is undone would leave rows and indexes with a value that nobody knows.',
      }
    }
  },
}
