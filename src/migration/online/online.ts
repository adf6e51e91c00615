import type { Database } from '../../ports/database.ts'
import type { Delta, Step } from '../delta.ts'
import type { Pair } from '../pair.ts'
import { markBrief } from './brief.ts'
import { keyFromIndex, notNullFromCheck, validateDomainLater, validateLater } from './constraints.ts'
import { buildConcurrently, dropConcurrently } from './indexes.ts'
import { lockOneTable } from './one-table.ts'
import { dropNotNullBelow, keyPartitionsFirst, referencePartitionsFirst } from './partitioned.ts'
import type { Rewrite, Route } from './rewrite.ts'
import { readScene } from './scene.ts'
import { swapIndexes, swapKeys } from './swap.ts'

const rewrites: readonly Rewrite[] = [
  buildConcurrently,
  dropConcurrently,
  validateLater,
  validateDomainLater,
  keyFromIndex,
  notNullFromCheck,
  referencePartitionsFirst,
  keyPartitionsFirst,
  dropNotNullBelow,
]

/** A statement that waits for a lock makes everybody behind it wait, so it gives up soon and can be tried again. */
const lockTimeout = { name: 'lock_timeout', value: '3s' }

/**
 * Rewrites a pair so that it does not block tables that hold rows: indexes and keys are built concurrently, constraints are validated
 * apart, every transaction waits briefly for its locks. Tables that the migration makes are left as they are.
 */
export async function rewriteOnline(pair: Pair, from: Database, to: Database): Promise<Pair> {
  const [start, end] = await Promise.all([readScene(from), readScene(to)])
  return {
    up: await gently(pair.up, { from: start, to: end }),
    down: await gently(pair.down, { from: end, to: start }),
  }
}

async function gently({ steps, settings, ...delta }: Delta, route: Route): Promise<Delta> {
  const rewritten = steps.flatMap((step) => firstOf(step, route))
  const gentle = lockOneTable(swapKeys(swapIndexes(rewritten, route), route), route)
  return {
    ...delta,
    steps: await markBrief(gentle),
    settings: steps.length > 0 ? [lockTimeout, ...settings] : settings,
  }
}

function firstOf(step: Step, route: Route): readonly Step[] {
  for (const rewrite of rewrites) {
    const steps = rewrite(step, route)
    if (steps) return steps
  }
  return [step]
}
