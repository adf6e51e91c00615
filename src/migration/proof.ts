import { type Database, SqlError } from '../ports.ts'
import { type Catalog, type Delta, differences, readCatalog } from './delta.ts'
import { type Pair, segments } from './pair.ts'

export interface Refusal {
  readonly code: 'up-fails' | 'up-differs' | 'down-fails' | 'down-differs'
  readonly object: string
  readonly message: string
}

/**
 * Runs the pair in a scratch database that is in the state `from`: up must give `to` exactly, and down, from the state that up
 * left, must give `from` exactly. No refusals means proved. The database is in an unknown state afterwards.
 */
export async function prove(pair: Pair, from: Catalog, to: Catalog, database: Database): Promise<readonly Refusal[]> {
  const up = await travel('up', pair.up, to, database)
  return up.length > 0 ? up : travel('down', pair.down, from, database)
}

async function travel(
  way: 'up' | 'down',
  delta: Delta,
  target: Catalog,
  database: Database,
): Promise<readonly Refusal[]> {
  const failure = await apply(delta, database)
  if (failure) return [{ code: `${way}-fails`, ...failure }]
  const reached = await readCatalog(database)
  if (reached.fingerprint === target.fingerprint) return []
  return differences(reached, target).map((object) => ({
    code: `${way}-differs`,
    object,
    message: `${object} is not as it should be after the ${way === 'up' ? 'migration' : 'rollback'}.`,
  }))
}

type Failure = { readonly object: string; readonly message: string }

async function apply({ steps, settings }: Delta, database: Database): Promise<Failure | undefined> {
  for (const segment of segments(steps)) {
    if (segment.transactional) await database.exec('BEGIN')
    if (segment.transactional) await setLocal(settings, database)
    for (const { sql } of segment.steps) {
      const failure = await attempt(sql, database)
      if (failure) return failure
    }
    if (segment.transactional) await database.exec('COMMIT')
  }
  return undefined
}

async function setLocal(settings: Delta['settings'], database: Database): Promise<void> {
  for (const { name, value } of settings) await database.query('SELECT set_config($1, $2, true)', [name, value])
}

async function attempt(sql: string, database: Database): Promise<Failure | undefined> {
  try {
    await database.exec(sql)
    return undefined
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    const object = firstLine(sql)
    return { object, message: `PostgreSQL refuses \`${object}\`: ${error.message} (SQLSTATE ${error.state}).` }
  }
}

function firstLine(sql: string): string {
  const line = sql.trim().split('\n', 1)[0] ?? ''
  return line.length > 160 ? `${line.slice(0, 157)}...` : line
}
