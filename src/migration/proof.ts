import { excerpt } from '../base/text.ts'
import { type Database, SqlError } from '../ports.ts'
import { type Catalog, type Delta, differences, readCatalog, type Step } from './delta.ts'
import { discrepancies, type Inventory, readInventory } from './inventory/inventory.ts'
import { type Pair, segments } from './pair.ts'
import { storage, type TableName } from './storage.ts'

export interface Refusal {
  /** `target`: the version that is written for does not know it. `secret`: a value that is on a server only. */
  readonly code: 'target' | 'secret' | 'up-fails' | 'up-differs' | 'down-fails' | 'down-differs'
  readonly object: string
  readonly message: string
}

/** A step with what PostgreSQL did when it ran. */
export interface ObservedStep extends Step {
  /** The tables that were there before the migration and whose rows this step wrote anew. */
  readonly rewrites: readonly TableName[]
  /** What was seen not to come back of the values that it changed in place. */
  readonly spoils?: string
}

/** All that is known of what a database holds, read in two ways that know nothing of each other. */
export interface State {
  readonly catalog: Catalog
  readonly inventory: Inventory
}

export async function readState(database: Database): Promise<State> {
  return { catalog: await readCatalog(database), inventory: await readInventory(database) }
}

export function isSame(one: State, other: State): boolean {
  return (
    one.catalog.fingerprint === other.catalog.fingerprint && discrepancies(one.inventory, other.inventory).length === 0
  )
}

export interface Proof {
  /** None means proved. */
  readonly refusals: readonly Refusal[]
  /** The steps of the way there, as far as they ran. */
  readonly up: readonly ObservedStep[]
}

/**
 * Runs the pair in a scratch database that is in the state `from`: up must give `to` exactly, and down, from the state that up
 * left, must give `from` exactly. The database is in an unknown state afterwards.
 */
export async function prove(pair: Pair, from: State, to: State, database: Database): Promise<Proof> {
  const up = await travel('up', pair.up, to, database)
  if (up.refusals.length > 0) return { refusals: up.refusals, up: up.observed }
  const down = await travel('down', pair.down, from, database)
  return { refusals: down.refusals, up: up.observed }
}

interface Travelled {
  readonly refusals: readonly Refusal[]
  readonly observed: readonly ObservedStep[]
}

async function travel(way: 'up' | 'down', delta: Delta, target: State, database: Database): Promise<Travelled> {
  const { failure, observed } = await apply(delta, database)
  if (failure) return { refusals: [refused(way, failure)], observed }
  const reached = await readState(database)
  return { refusals: isSame(reached, target) ? [] : differs(way, reached, target), observed }
}

/** By the engine's own reading, which names what it would still do, and by ours. */
function differs(way: 'up' | 'down', reached: State, target: State): readonly Refusal[] {
  const after = way === 'up' ? 'migration' : 'rollback'
  const planned = differences(reached.catalog, target.catalog).map((object) => ({
    object,
    message: `${object} is not as it should be after the ${after}.`,
  }))
  const found = discrepancies(reached.inventory, target.inventory).map(({ object, what }) => ({
    object,
    message: `After the ${after}, ${excerpt(what, 500)}.`,
  }))
  return [...planned, ...found].map((difference) => ({ code: `${way}-differs` as const, ...difference }))
}

/** A step that PostgreSQL refused, with its own words. */
export interface Failure {
  readonly step: Step
  readonly error: SqlError
}

export interface Applied {
  readonly failure?: Failure
  /** The steps that ran. */
  readonly observed: readonly ObservedStep[]
}

/** Runs the steps in their transactions. After a failure the database is in an unknown state. */
export async function apply({ steps, settings }: Delta, database: Database): Promise<Applied> {
  const tables = await storage(database)
  const observed: ObservedStep[] = []
  for (const segment of segments(steps)) {
    if (segment.transactional) await database.exec('BEGIN')
    if (segment.transactional) await setLocal(settings, database)
    for (const step of segment.steps) {
      const error = await attempt(step.sql, database)
      if (error) return { failure: { step, error }, observed }
      observed.push({ ...step, rewrites: await tables.rewritten() })
    }
    if (segment.transactional) await database.exec('COMMIT')
  }
  return { observed }
}

function refused(way: 'up' | 'down', { step, error }: Failure): Refusal {
  const object = excerpt(step.sql, 160)
  const message = `PostgreSQL refuses \`${object}\`: ${error.message} (SQLSTATE ${error.state}).`
  return { code: `${way}-fails`, object, message }
}

async function setLocal(settings: Delta['settings'], database: Database): Promise<void> {
  for (const { name, value } of settings) await database.query('SELECT set_config($1, $2, true)', [name, value])
}

async function attempt(sql: string, database: Database): Promise<SqlError | undefined> {
  try {
    await database.exec(sql)
    return undefined
  } catch (error) {
    if (error instanceof SqlError) return error
    throw error
  }
}
