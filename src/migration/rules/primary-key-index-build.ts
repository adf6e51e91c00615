import type { Rule } from '../../base/rule.ts'
import { atTable, nameText } from '../acts/name.ts'
import { readNothing, type Situation, scanned } from '../situation.ts'
import { keyBuilt } from './key-built.ts'

export const primaryKeyIndexBuild: Rule<Situation> = {
  id: 'primary-key-index-build',
  severity: 'error',
  summary: 'Build the index of a primary key CONCURRENTLY first.',

  *check(situation) {
    for (const act of situation.acts) {
      const key = keyBuilt(act, 'primary key')
      if (key && !situation.isNew(key.table) && !readNothing(situation)) {
        const table = nameText(key.table)
        yield {
          at: atTable(key.table, key.part),
          message: `Nobody can read or write ${table} while its rows are searched for nulls and the index of the primary key is built. CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT … PRIMARY KEY USING INDEX.`,
          why: `ADD PRIMARY KEY does both under an ACCESS EXCLUSIVE lock on ${table}. From an index and columns that are NOT NULL, it takes a moment.`,
        }
      }
      if (act.kind === 'add-key' && act.usingIndex && scanned(situation, act.table)) {
        yield {
          at: atTable(act.table, act.constraint === undefined ? {} : { constraint: act.constraint }),
          message: `Nobody can read or write ${nameText(act.table)} while every row is searched for a null: a column of the key is nullable. Make its columns NOT NULL first, by way of a validated check.`,
          why: 'The index is there already, but a primary key sets NOT NULL, with a scan under an ACCESS EXCLUSIVE lock.',
        }
      }
    }
  },
}
