import type { Database } from '../ports.ts'
import type { Delta, Step } from './delta.ts'
import { readSeedTables } from './rows/tables.ts'

/** The diff engine drops the default of every column whose type changes, also where there is none. */
export async function withoutEmptyDrops(delta: Delta, from: Database): Promise<Delta> {
  if (!delta.steps.some(dropsDefault)) return delta
  const tables = await readSeedTables(from)
  const steps = delta.steps.filter((step) => {
    if (!dropsDefault(step)) return true
    const { schema, table, name } = step.subject
    const found = tables.find((each) => each.schema === schema && each.name === table)
    return found?.columns.find((column) => column.name === name)?.hasDefault !== false
  })
  return { ...delta, steps }
}

function dropsDefault({ sql }: Step): boolean {
  return / ALTER COLUMN .* DROP DEFAULT$/s.test(sql)
}
