import { qualified } from '../../schema/sql.ts'
import type { Step } from '../delta.ts'
import type { RelationKind, Scene } from './scene.ts'

/** Where a migration starts and where it leads. */
export interface Route {
  readonly from: Scene
  readonly to: Scene
}

/**
 * The same change in steps that do not keep readers and writers out, or undefined where the step is not of its kind. The statements
 * that are looked for are those of the diff engine, letter by letter; what comes out is proved like everything else.
 */
export type Rewrite = (step: Step, route: Route) => readonly Step[] | undefined

/** A further statement about the same thing. */
export function follow(step: Step, sql: string, lock: string): Step {
  return {
    ...step,
    sql,
    lock,
    verb: 'alter',
    transactional: true,
    boundary: { before: false, after: false },
    losesData: false,
  }
}

/** A scan apart from the locks of what came before, and kept when what follows does not get its own. */
export function scanApart(step: Step): Step {
  return { ...step, boundary: { before: true, after: true } }
}

/** For what PostgreSQL refuses inside a transaction. */
export function alone(step: Step, sql: string): Step {
  return { ...step, sql, lock: 'shareUpdateExclusive', transactional: false }
}

/** The table of a constraint or a column, when it is there before and after the migration and its rows are its own. */
export function hotTable(step: Step, route: Route): string | undefined {
  return tableOfKind(step, route, ['ordinary'])
}

/** The same, or a table whose rows are in its partitions, which take part in what is done to it. */
export function hotTree(step: Step, route: Route): string | undefined {
  return tableOfKind(step, route, ['ordinary', 'partitioned'])
}

function tableOfKind(
  { subject: { schema, table } }: Step,
  { from, to }: Route,
  kinds: readonly RelationKind[],
): string | undefined {
  if (schema === undefined || table === undefined) return undefined
  const name = qualified(schema, table)
  const kind = from.relations.get(name)
  return kind !== undefined && kinds.includes(kind) && to.relations.get(name) === kind ? name : undefined
}
