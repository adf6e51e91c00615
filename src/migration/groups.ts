import { qualified } from '../schema/sql.ts'
import type { Step } from './delta.ts'

/** One message should not take as long as a scratch database may take to answer. */
const mostSteps = 100

/**
 * Steps of one transaction that can be sent in one message: whose table was written anew is known afterwards all the same, because no two
 * of them may do that to one table.
 */
export function groups(steps: readonly Step[]): readonly (readonly Step[])[] {
  const cut: Step[][] = []
  let tables = new Set<string>()
  for (const step of steps) {
    const own = mayRewrite(step) ? step.tables.map(({ schema, table }) => qualified(schema, table)) : []
    const last = cut.at(-1)
    if (last && last.length < mostSteps && !own.some((name) => tables.has(name))) last.push(step)
    else {
      cut.push([step])
      tables = new Set()
    }
    for (const name of own) tables.add(name)
  }
  return cut
}

/** What makes or drops anything but a column leaves the rows of tables that are there where they are. */
export function mayRewrite({ verb, subject }: Step): boolean {
  return verb === 'alter' || (verb === 'create' && subject.kind === 'column')
}
