import { qualified } from '../../schema/sql.ts'
import type { ObservedStep } from '../apply.ts'
import type { Survival } from './survival.ts'

/** The steps, with what was seen to be lost in the step that did it: the one that changes the column, or else the last about the table. */
export function withLosses(steps: readonly ObservedStep[], survivals: readonly Survival[]): readonly ObservedStep[] {
  const losses = new Map<ObservedStep, string>()
  for (const { table, verdict, seen, columns, why } of survivals) {
    if (verdict !== 'lost' || !seen) continue
    const about = steps.filter(({ tables }) =>
      tables.some(({ schema, table: name }) => qualified(schema, name) === table),
    )
    const guilty = about.filter(
      ({ subject, sql }) => columns.includes(subject.name) && / ALTER COLUMN .* TYPE /s.test(sql),
    )
    for (const step of guilty.length > 0 ? guilty : about.slice(-1)) losses.set(step, why)
  }
  return steps.map((step) => {
    const spoils = losses.get(step)
    return spoils === undefined ? step : { ...step, spoils }
  })
}
