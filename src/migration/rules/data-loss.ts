import type { Location } from '../../base/finding.ts'
import type { Rule } from '../../base/rule.ts'
import { excerpt } from '../../base/text.ts'
import type { Subject } from '../delta.ts'
import type { ObservedStep } from '../proof.ts'

export const dataLoss: Rule<ObservedStep> = {
  id: 'data-loss',
  severity: 'error',
  summary: 'Drop nothing that holds data without having decided to.',

  *check({ losesData, subject, sql }) {
    if (!losesData) return
    yield {
      at: location(subject),
      message: `What is stored there is lost: ${excerpt(sql)}.`,
      why: 'The rollback brings the structure back, but not what was stored in it.',
    }
  },
}

function location({ kind, schema, table, name }: Subject): Location {
  const at = schema === undefined ? {} : { schema }
  if (kind === 'table') return { ...at, table: name }
  if (kind === 'column' && table !== undefined) return { ...at, table, column: name }
  return { ...at, ...(table !== undefined && { table }), object: name }
}
