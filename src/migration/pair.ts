import type { Catalog } from './catalog.ts'
import type { Delta, Rename, Step } from './delta.ts'
import { deltaWithDependents } from './dependents.ts'
import { repaired } from './repairs.ts'

/** The way there and the way back, each as ordered steps. */
export interface Pair {
  readonly up: Delta
  readonly down: Delta
}

/** Steps that may share a transaction; a step that may not is a segment of its own. */
export interface Segment {
  readonly transactional: boolean
  readonly steps: readonly Step[]
}

export function planPair(from: Catalog, to: Catalog, renames: readonly Rename[] = []): Pair {
  const back = renames.map((rename) => ({ from: rename.to, to: rename.from }))
  return {
    up: repaired(deltaWithDependents(from, to, renames)),
    down: repaired(deltaWithDependents(to, from, back)),
  }
}

/** Cuts steps where PostgreSQL needs a commit between them. */
export function segments(steps: readonly Step[]): readonly Segment[] {
  const cut: Step[][] = []
  let open = false
  for (const step of steps) {
    const last = cut.at(-1)
    if (open && last && step.transactional && !step.boundary.before) last.push(step)
    else cut.push([step])
    open = step.transactional && !step.boundary.after
  }
  return cut.map((group) => ({ transactional: group.every((step) => step.transactional), steps: group }))
}
