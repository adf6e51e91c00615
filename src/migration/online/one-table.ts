import { qualified } from '../../schema/sql.ts'
import type { Step } from '../delta.ts'
import type { Route } from './rewrite.ts'

/** What nobody waits for, or what does not wait for anybody. */
const mild = new Set(['none', 'accessShare', 'rowShare', 'shareUpdateExclusive'])

/**
 * Commits before a step that needs the lock of a further table: while it waits for that one, the readers and writers of the tables that
 * are locked already would wait with it. What is dropped and made again stays in one transaction, so that it is never seen missing.
 */
export function lockOneTable(steps: readonly Step[], route: Route): readonly Step[] {
  const apart: Step[] = []
  let locked = new Set<string>()
  for (const [at, step] of steps.entries()) {
    if (!step.transactional || step.boundary.before) locked = new Set()
    const tables = lockedBy(step, route)
    const isFurther = locked.size > 0 && tables.some((table) => !locked.has(table))
    const cuts = isFurther && !isReplaced(steps.slice(0, at), steps.slice(at))
    apart.push(cuts ? { ...step, boundary: { ...step.boundary, before: true } } : step)
    locked = new Set([...(cuts ? [] : locked), ...tables])
    if (!step.transactional || step.boundary.after) locked = new Set()
  }
  return apart
}

/** The tables that are there before and after and whose users wait for the step. */
function lockedBy({ tables, lock, verb, subject }: Step, route: Route): readonly string[] {
  // Whoever makes a partition locks the partitioned table, whatever the diff engine says of new tables.
  const makesTable = verb === 'create' && subject.kind === 'table'
  if (mild.has(lock) && !makesTable) return []
  return tables.flatMap(({ schema, table }) => usedAs(qualified(schema, table), route))
}

/** By what name a table is used: a partition that comes or goes is reached through the table that it is a partition of. */
function usedAs(name: string, { from, to }: Route): readonly string[] {
  if (from.relations.has(name) && to.relations.has(name)) return [name]
  const partition = from.partitions.get(name) ?? to.partitions.get(name)
  return partition ? usedAs(partition.parent, { from, to }) : []
}

/** Whether something that goes before comes again after. */
function isReplaced(before: readonly Step[], after: readonly Step[]): boolean {
  const gone = new Set(before.filter(({ verb }) => verb === 'drop').map(subject))
  return after.some((step) => step.verb === 'create' && gone.has(subject(step)))
}

function subject({ subject }: Step): string {
  return JSON.stringify(subject)
}
