import type { Delta, Step } from './delta.ts'
import type { SeedTable } from './rows/tables.ts'

/** The diff engine drops the default of every column whose type changes, also where there is none. */
export function withoutEmptyDrops(delta: Delta, tables: readonly SeedTable[]): Delta {
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
