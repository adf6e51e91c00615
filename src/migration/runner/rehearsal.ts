import type { Clock, Database, World } from '../../ports.ts'
import { loadScript } from '../../schema/load.ts'
import { readLive } from '../live.ts'
import type { MigrationFile } from './files.ts'
import { makeHistory } from './history.ts'
import { type ObservedStatement, observer } from './observe.ts'
import { type Part, readParts } from './parts.ts'
import { runMigration, script } from './run.ts'

export interface Step {
  readonly migration: MigrationFile
  readonly way: 'up' | 'down'
  readonly done: number
}

export interface Rehearsed {
  /** `rolled-back`: on the database itself, in a transaction that was undone. `copy`: on a copy of its schema, without rows. */
  readonly where: 'rolled-back' | 'copy'
  readonly statements: ReadonlyMap<string, readonly ObservedStatement[]>
}

/** What the steps would do, leaving the database as it is. What cannot be undone is tried on a copy. UserError `migration-failed`. */
export async function rehearse(
  steps: readonly Step[],
  url: string,
  lockTimeoutMs: number,
  world: Pick<World, 'servers' | 'scratch' | 'clock'>,
): Promise<Rehearsed> {
  const parts: (readonly Part[])[] = []
  for (const { migration, way } of steps) {
    const { file, text } = script(migration, way)
    parts.push(await readParts(text, file))
  }
  if (parts.flat().every(({ transactional }) => transactional)) {
    return { where: 'rolled-back', statements: await undone(steps, parts, url, lockTimeoutMs, world) }
  }
  const live = await readLive(url, world)
  const copy = await loadScript(live, live.roles, world.scratch)
  try {
    return { where: 'copy', statements: await onCopy(steps, copy, world.clock, lockTimeoutMs) }
  } finally {
    await copy.close()
  }
}

async function undone(
  steps: readonly Step[],
  parts: readonly (readonly Part[])[],
  url: string,
  lockTimeoutMs: number,
  { servers, clock }: Pick<World, 'servers' | 'clock'>,
): Promise<ReadonlyMap<string, readonly ObservedStatement[]>> {
  const database = await servers.open(url, 'read-write')
  try {
    await database.exec(`BEGIN; SET LOCAL lock_timeout = '${lockTimeoutMs}ms'`)
    const observe = await observer(database, clock)
    const statements = new Map<string, readonly ObservedStatement[]>()
    for (const [index, { migration, done }] of steps.entries()) {
      const observed: ObservedStatement[] = []
      for (const part of (parts[index] ?? []).slice(done)) {
        for (const statement of part.statements) observed.push(await observe(statement))
      }
      statements.set(migration.version, observed)
    }
    return statements
  } finally {
    await database.exec('ROLLBACK')
    await database.close()
  }
}

async function onCopy(
  steps: readonly Step[],
  copy: Database,
  clock: Clock,
  lockTimeoutMs: number,
): Promise<ReadonlyMap<string, readonly ObservedStatement[]>> {
  await makeHistory(copy)
  const statements = new Map<string, readonly ObservedStatement[]>()
  for (const { migration, way, done } of steps) {
    statements.set(migration.version, await runMigration(migration, { way, done, lockTimeoutMs }, copy, clock))
  }
  return statements
}
