import type { Rule } from '../../base/rule.ts'
import { excerpt } from '../../base/text.ts'
import type { Stop } from '../rows/journey.ts'
import { location } from './location.ts'

export const existingRows: Rule<Stop> = {
  id: 'existing-rows',
  severity: 'warning',
  summary: 'Make room for the rows that are there before the schema asks more of them.',

  *check({ way, step, error }) {
    const where = way === 'up' ? 'The migration' : 'The rollback'
    yield {
      at: location(step.subject),
      message: `${where} stops where a table holds rows: ${excerpt(step.sql)} says ${error.message}.`,
      why: 'It runs on empty tables. Rows that are there already are judged by PostgreSQL at the moment of the change.',
    }
  },
}
