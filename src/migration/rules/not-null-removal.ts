import type { Rule } from '../../base/rule.ts'
import { ident } from '../../schema/sql.ts'
import { atTable, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'

export const notNullRemoval: Rule<Situation> = {
  id: 'not-null-removal',
  severity: 'info',
  summary: 'Make readers ready for nulls before they may come.',

  *check({ acts, isNew, way }) {
    for (const act of acts) {
      if (act.kind !== 'drop-not-null' || way === 'down' || isNew(act.table)) continue
      const { table, column } = act
      yield {
        at: atTable(table, { column }),
        message: `Readers of ${nameText(table)} may find a null in ${ident(column)} from here on. Release a version that can read it first.`,
        why: 'A version of the service that still runs may take the column for one that always has a value.',
      }
    }
  },
}
