import type { Database } from '../ports.ts'
import type { Delta } from './delta.ts'
import { readSeedTables } from './rows/tables.ts'

/** The diff engine drops the default of every column whose type changes, also where there is none. */
export async function withoutEmptyDrops(delta: Delta, from: Database): Promise<Delta> {
  const tables = await readSeedTables(from)
  const steps = delta.steps.filter(({ sql, subject: { schema, table, name } }) => {
    if (!/ ALTER COLUMN .* DROP DEFAULT$/s.test(sql)) return true
    const found = tables.find((each) => each.schema === schema && each.name === table)
    return found?.columns.find((column) => column.name === name)?.hasDefault !== false
  })
  return { ...delta, steps }
}
