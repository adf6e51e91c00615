import { UserError } from '../../base/errors.ts'
import { type Database, SqlError } from '../../ports/database.ts'
import type { World } from '../../ports/world.ts'
import { loadScript } from '../../schema/load.ts'
import type { Statement } from '../../schema/statements.ts'
import { readLive } from '../live.ts'
import { cancelled, failed, Refused, refuseWhenStopped } from './attempts.ts'
import { makeHistory } from './history.ts'
import { type ObservedStatement, observer } from './observe.ts'
import { type Part, readParts } from './parts.ts'
import { runMigration, type Step, script } from './run.ts'
import type { Session } from './session.ts'
import { resetAll, setUp } from './settings.ts'
import { nobody } from './watch.ts'

export interface Rehearsed {
  /** `rolled-back`: on the database itself, in a transaction that was undone. `copy`: on a copy of its schema, without rows. */
  readonly where: 'rolled-back' | 'copy'
  readonly statements: ReadonlyMap<string, readonly ObservedStatement[]>
}

export interface RehearsalOptions {
  readonly url: string
  /** How long the locks of a try on the database itself may be held. */
  readonly limitMs: number
}

/** What the steps would do, leaving the database as it is. What cannot be undone is tried on a copy. UserErrors: `migration-failed`, `unsupported`, `interrupted`. */
export async function rehearse(
  steps: readonly Step[],
  session: Session,
  options: RehearsalOptions,
  world: Pick<World, 'servers' | 'scratch'>,
): Promise<Rehearsed> {
  const parts: (readonly Part[])[] = []
  for (const { migration, way } of steps) {
    const { file, text } = script(migration, way)
    parts.push(await readParts(text, file))
  }
  if (parts.flat().every(canBeUndone)) {
    return { where: 'rolled-back', statements: await undone(steps, parts, session, options.limitMs) }
  }
  const half = steps.find(({ from }) => from.begun !== undefined)
  if (half) {
    const message = `${half.migration.file} was interrupted in a statement that cannot be undone, and a copy does not tell how that goes on. Finish it without --dry-run.`
    throw new UserError('unsupported', message, { where: { file: half.migration.file } })
  }
  const live = await readLive(options.url, world)
  const copy = await loadScript(live, live.roles, world.scratch)
  try {
    return {
      where: 'copy',
      statements: await onCopy(steps, { ...session, database: copy, pid: undefined, watch: nobody }),
    }
  } finally {
    await copy.close()
  }
}

/** A value that is added to an enum is of use only after COMMIT. */
function canBeUndone({ transactional, statements }: Part): boolean {
  return transactional && !statements.some(({ kind }) => kind === 'AlterEnumStmt')
}

async function undone(
  steps: readonly Step[],
  parts: readonly (readonly Part[])[],
  session: Session,
  limitMs: number,
): Promise<ReadonlyMap<string, readonly ObservedStatement[]>> {
  const { database, clock, limits } = session
  await setUp(limits, [], database)
  await database.exec('BEGIN')
  const end = clock.elapsed() + limitMs
  try {
    const observe = await observer(database, clock)
    const statements = new Map<string, readonly ObservedStatement[]>()
    for (const [index, { migration, from }] of steps.entries()) {
      const observed: ObservedStatement[] = []
      for (const part of (parts[index] ?? []).slice(from.done)) {
        await database.exec(`${resetAll}; SET LOCAL lock_timeout = '${limits.lockTimeoutMs}ms'`)
        for (const { sql } of part.settings) await database.exec(sql)
        for (const statement of part.statements) {
          refuseWhenStopped(session.stop, statement)
          await bound(statement, Math.floor(end - clock.elapsed()), database)
          observed.push(await trying(() => observe(statement), statement, session))
        }
        await trying(() => database.exec('SET CONSTRAINTS ALL IMMEDIATE'), part.statements.at(-1), session)
      }
      statements.set(migration.version, observed)
    }
    return statements
  } finally {
    // A connection that is gone has undone it.
    await database.exec('ROLLBACK').catch(() => undefined)
  }
}

/** What is locked stays locked until the end of the try, so all of it has one limit. */
async function bound(statement: Statement, leftMs: number, database: Database): Promise<void> {
  if (leftMs <= 0) throw overdue(statement)
  await database.exec(`SET LOCAL statement_timeout = '${leftMs}ms'`)
}

function overdue({ file, line }: Statement): UserError {
  const message = `${file}:${line}: the dry run was undone when its time was up, because its locks are real. Try less with \`--to\` or \`--steps\`, or give it more with \`--dry-run-limit\`.`
  return new UserError('migration-failed', message, { where: { file, line } })
}

async function trying<Result>(
  body: () => Promise<Result>,
  statement: Statement | undefined,
  { stop, watch }: Session,
): Promise<Result> {
  try {
    return await body()
  } catch (error) {
    if (!(error instanceof SqlError) || !statement) throw error
    refuseWhenStopped(stop, statement)
    if (error.state === cancelled) throw overdue(statement)
    throw failed(new Refused(statement, error), 0, watch.blockers())
  }
}

async function onCopy(
  steps: readonly Step[],
  session: Session,
): Promise<ReadonlyMap<string, readonly ObservedStatement[]>> {
  await makeHistory(session.database)
  const statements = new Map<string, readonly ObservedStatement[]>()
  for (const step of steps) {
    statements.set(step.migration.version, await runMigration(step, session))
  }
  return statements
}
