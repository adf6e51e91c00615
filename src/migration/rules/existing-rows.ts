import type { Rule } from '../../base/rule.ts'
import { count, excerpt } from '../../base/text.ts'
import type { Stop } from '../rows/journey.ts'
import type { Broken } from '../rows-check/check.ts'
import { location } from './location.ts'

export const existingRows: Rule<Stop | Broken> = {
  id: 'existing-rows',
  severity: 'warning',
  summary: 'Make room for the rows that are there before the schema asks more of them.',

  *check(stop) {
    const { way, step } = stop
    if ('rows' in stop) {
      yield {
        at: location(step.subject),
        message: `${count(stop.rows, 'row')} of ${stop.table} ${stop.what}: the migration stops at ${excerpt(step.sql)}.`,
        why: 'They were counted in the database that --rows names. Correct them first.',
      }
      return
    }
    const { error } = stop
    const where = way === 'up' ? 'The migration' : 'The rollback'
    yield {
      at: location(step.subject),
      message: `${where} stops where a table holds rows: ${excerpt(step.sql)} says ${error.message}.`,
      why: 'It runs on empty tables. Rows that are there already are judged by PostgreSQL at the moment of the change.',
    }
  },
}
