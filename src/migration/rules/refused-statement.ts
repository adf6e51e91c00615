import type { Rule } from '../../base/rule.ts'
import { excerpt } from '../../base/text.ts'
import type { Situation } from '../situation.ts'

export const refusedStatement: Rule<Situation> = {
  id: 'refused-statement',
  severity: 'error',
  summary: 'Write migrations that PostgreSQL runs.',

  *check({ observed, sql }) {
    const error = observed?.error
    if (!error || error.unjudged || told.has(error.state)) return
    yield {
      at: {},
      message: `PostgreSQL refuses it on this schema: ${error.message} (SQLSTATE ${error.state}) in ${excerpt(sql)}.`,
      why: 'It was run in a scratch database that holds the schema and no rows.',
    }
  },
}

/** Rules of their own tell these: CONCURRENTLY in a transaction, and an enum value that is used too early. */
const told = new Set(['25001', '55P04'])
