import type { Rule } from '../../base/rule.ts'
import { ident } from '../../schema/sql.ts'
import { atTable, nameText } from '../acts/name.ts'
import { type Situation, scanned } from '../situation.ts'

export const notNullScan: Rule<Situation> = {
  id: 'not-null-scan',
  severity: 'error',
  summary: 'Prove that there are no nulls before SET NOT NULL.',

  *check(situation) {
    for (const act of situation.acts) {
      if (act.kind !== 'set-not-null' || situation.isNew(act.table)) continue
      const { table, column } = act
      // A rewrite reads the rows anyway, and has a rule of its own.
      if (situation.observed?.rewrites.some((each) => each.table === table.name)) continue
      if (!(scanned(situation, table) ?? !situation.isProven(table, column))) continue
      yield {
        at: atTable(table, { column }),
        message: `Nobody can read or write ${nameText(table)} while every row is searched for a null in ${ident(column)}. Add CHECK (${ident(column)} IS NOT NULL) NOT VALID, validate it in a later transaction, then SET NOT NULL.`,
        why: 'SET NOT NULL reads the whole table under an ACCESS EXCLUSIVE lock, unless a validated check proves that there is no null.',
      }
    }
  },
}
