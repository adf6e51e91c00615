import type { Rule } from '../../base/rule.ts'
import type { Act, AddedForeignKey } from '../acts/act.ts'
import { atTable, nameText } from '../acts/name.ts'
import { readNothing, type Situation } from '../situation.ts'

export const immediateForeignKeyValidation: Rule<Situation> = {
  id: 'immediate-foreign-key-validation',
  severity: 'error',
  summary: 'Add foreign keys NOT VALID, and validate them in a later transaction.',

  *check(situation) {
    for (const act of situation.acts) {
      const key = keyOf(act)
      if (!key || situation.isNew(key.table) || readNothing(situation)) continue
      const [table, parent] = [nameText(key.table), nameText(key.references)]
      yield {
        at: atTable(key.table, key.constraint === undefined ? {} : { constraint: key.constraint }),
        message: `Nobody can write to ${table} or ${parent} while every row of ${table} is checked. Add the foreign key NOT VALID, commit, then VALIDATE CONSTRAINT.`,
        why: `ADD FOREIGN KEY holds a SHARE ROW EXCLUSIVE lock on both tables until the last row is checked. VALIDATE CONSTRAINT lets everybody work.`,
      }
    }
  },
}

/** A column that is added without a default holds nulls only, and PostgreSQL knows that there is nothing to check. */
function keyOf(act: Act): Pick<AddedForeignKey, 'table' | 'references' | 'constraint'> | undefined {
  if (act.kind === 'add-foreign-key') return act.valid ? act : undefined
  if (act.kind !== 'add-column' || act.column.references === undefined || act.column.default === undefined)
    return undefined
  return { table: act.table, references: act.column.references, constraint: undefined }
}
