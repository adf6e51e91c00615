import type { Statement } from '../schema/statements.ts'
import type { Act } from './acts/act.ts'
import { stringsIn } from './acts/calls.ts'
import { actsOf } from './acts/read.ts'
import type { Knowledge } from './knowledge.ts'
import type { Observed, Planned, Situation, Transaction } from './situation.ts'

/** A statement of a migration, in its transaction. */
export interface Placed {
  readonly statement: Pick<Statement, 'sql' | 'kind' | 'tree'>
  readonly transaction: Placement
  readonly observed?: Observed | undefined
  readonly planned?: Planned | undefined
}

/** One object per transaction: statements that share it are committed together. */
export interface Placement {
  readonly kind: Transaction['kind']
}

export interface Way {
  readonly way: 'up' | 'down'
  /** What the way there did, for a way back. */
  readonly undone: readonly Act[]
  /** What is known before the first statement. */
  readonly knowledge: Knowledge
}

/** What the rules judge of one migration, statement by statement, and what is known at its end. */
export function situationsOf(
  placed: readonly Placed[],
  { way, undone, knowledge }: Way,
): { readonly situations: readonly Situation[]; readonly acts: readonly Act[]; readonly knowledge: Knowledge } {
  const told = placed.map((each) => ({ ...each, acts: actsOf(each.statement) }))
  const migration = told.flatMap(({ acts }) => acts)
  const situations: Situation[] = []
  let known = knowledge
  let [start, begun, current] = [0, 0, undefined as Placement | undefined]
  for (const { statement, acts, transaction, observed, planned } of told) {
    if (transaction !== current) [begun, current] = [start, transaction]
    const [from, to] = [begun, start]
    const { isNew, isProven } = known
    situations.push({
      sql: statement.sql,
      acts,
      way,
      strings: stringsIn(statement.tree),
      // Made when asked for: a dump has thousands of statements.
      before: () => migration.slice(0, to),
      transaction: {
        kind: transaction.kind,
        earlier: () => migration.slice(from, to),
      },
      migration,
      undone,
      isNew,
      isProven,
      observed,
      planned,
    })
    start += acts.length
    for (const act of acts) known = known.after(act)
  }
  return { situations, acts: migration, knowledge: known }
}
