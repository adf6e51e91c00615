import type { Database } from '../ports/database.ts'
import type { Delta } from './delta.ts'
import { literal } from './sql-file.ts'

/** The tags of an event trigger in the order of its schema. The diff engine sorts them, and a dump shows that they are not as they were. */
export async function orderEventTags(delta: Delta, to: Database): Promise<Delta> {
  if (!delta.steps.some(({ subject }) => subject.kind === 'eventTrigger')) return delta
  const rows = await to.query('SELECT evtname, evttags FROM pg_event_trigger WHERE evttags IS NOT NULL')
  const known = new Map(
    rows.map(({ evtname, evttags }) => [String(evtname), (evttags as string[]).map(literal).join(', ')]),
  )
  const steps = delta.steps.map((step) => {
    const tags = step.subject.kind === 'eventTrigger' ? known.get(step.subject.name) : undefined
    if (tags === undefined) return step
    return { ...step, sql: step.sql.replace(/(?<= WHEN TAG IN )\((?:'[^']*'(?:, )?)*\)/, () => `(${tags})`) }
  })
  return { ...delta, steps }
}
