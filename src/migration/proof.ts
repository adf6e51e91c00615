import { excerpt } from '../base/text.ts'
import type { Database } from '../ports/database.ts'
import { apply, type Failure, type ObservedStep } from './apply.ts'
import type { Delta } from './delta.ts'
import type { Pair } from './pair.ts'
import { compareReadings, type Reading, read } from './reading.ts'

export interface Refusal {
  /**
   * `target`: the version that is written for does not know it. `secret`: a value that is on a server only. `unplanned`: no step is known
   * that would change it.
   */
  readonly code: 'target' | 'secret' | 'unplanned' | 'up-fails' | 'up-differs' | 'down-fails' | 'down-differs'
  readonly object: string
  readonly message: string
}

export interface Proof {
  /** None means proved. */
  readonly refusals: readonly Refusal[]
  /** The steps of the way there, as far as they ran. */
  readonly up: readonly ObservedStep[]
}

/** What databases hold where a pair starts and where it leads. */
export interface Route {
  readonly from: Reading
  readonly to: Reading
}

/**
 * Runs the pair in a scratch database where it starts: up must give the other end exactly, and down, from the state that up left, the
 * start. When both do, the database is as it was; otherwise it is in an unknown state.
 */
export async function prove(pair: Pair, { from, to }: Route, database: Database): Promise<Proof> {
  const up = await travel('up', pair.up, { from, to }, database)
  if (up.refusals.length > 0) return { refusals: up.refusals, up: up.observed }
  const down = await travel('down', pair.down, { from: to, to: from }, database)
  return { refusals: down.refusals, up: up.observed }
}

interface Travelled {
  readonly refusals: readonly Refusal[]
  readonly observed: readonly ObservedStep[]
}

async function travel(way: 'up' | 'down', delta: Delta, { from, to }: Route, database: Database): Promise<Travelled> {
  const { failure, observed } = await apply(delta, database)
  if (failure) return { refusals: [refused(way, failure)], observed }
  const wrong = compareReadings(await read(database), to)
  const untouched = new Set(wrong.length > 0 ? compareReadings(from, to).map(({ what }) => what) : [])
  const after = way === 'up' ? 'after the migration' : 'after the rollback'
  const refusals = wrong.map(({ object, what }): Refusal => {
    if (!untouched.has(what)) return { code: `${way}-differs`, object, message: `${sentence(what)} ${after}.` }
    const message = `${sentence(what)}, and no step is planned for that. Make this change by hand; for the comparison, put it into both schemas or into none.`
    return { code: 'unplanned', object, message }
  })
  return { refusals: fewer(refusals), observed }
}

function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

const mostRefusals = 50

/** A table that does not come back is missed with all its columns. */
function fewer(refusals: readonly Refusal[]): readonly Refusal[] {
  const [last] = refusals.slice(mostRefusals)
  if (!last) return refusals
  const message = `${refusals.length - mostRefusals} more objects are not as they should be.`
  return [...refusals.slice(0, mostRefusals), { ...last, message }]
}

function refused(way: 'up' | 'down', { step, error }: Failure): Refusal {
  const object = excerpt(step.sql, 160)
  const message = `PostgreSQL refuses \`${object}\`: ${error.message} (SQLSTATE ${error.state}).`
  return { code: `${way}-fails`, object, message }
}
