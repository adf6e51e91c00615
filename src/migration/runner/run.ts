import { UserError } from '../../base/errors.ts'
import { excerpt } from '../../base/text.ts'
import { SqlError } from '../../ports.ts'
import { attempts, Refused, refuseWhenStopped } from './attempts.ts'
import type { MigrationFile } from './files.ts'
import { beginsAs, forgetStart, type HistoryRow, noteProgress } from './history.ts'
import { checkLock } from './lock.ts'
import { type ObservedStatement, observer } from './observe.ts'
import { type Part, readParts } from './parts.ts'
import { shown } from './passwords.ts'
import type { Session } from './session.ts'
import { endFile, resetAll, setUp, unlimited } from './settings.ts'
import { traceOf } from './traces.ts'

export interface Step {
  readonly migration: MigrationFile
  readonly way: 'up' | 'down'
  /** How far an interrupted run has come. */
  readonly from: Pick<HistoryRow, 'done' | 'begun'>
}

/** Takes one migration there or back, part by part; each part is noted with what it did. UserErrors: `migration-failed`, `no-rollback`, `interrupted`, `bad-input`. */
export async function runMigration(step: Step, session: Session): Promise<readonly ObservedStatement[]> {
  const { migration, way, from } = step
  const { file, text } = script(migration, way)
  const parts = await readParts(text, file)
  const observed: ObservedStatement[] = []
  for (const [index, part] of parts.entries()) {
    if (index < from.done) continue
    refuseWhenStopped(session.stop)
    session.log.info(`  part ${index + 1} of ${parts.length}: ${excerpt(part.statements.map(shown).join('; '), 100)}`)
    if (session.pid !== undefined) await checkLock(session.pid, session.database)
    const note = (done: number, begun?: readonly string[]) => {
      const last = done === parts.length
      const count = begun === undefined ? done : done + 1
      return noteProgress(migration, { way, done, last, begun, text: textOf(parts.slice(0, count)) }, session.database)
    }
    const found = index === from.done ? from.begun : undefined
    const place = { part, index, found, note, forget: () => forgetOrNote(step, index, note, session) }
    observed.push(...(await (part.transactional ? runTogether(place, session) : runAlone(place, session))))
  }
  // A migration without a statement is done, too.
  if (parts.length <= from.done) {
    await noteProgress(migration, { way, done: parts.length, last: true, text: textOf(parts) }, session.database)
  }
  await endFile(session.database)
  return observed
}

export function script(migration: MigrationFile, way: 'up' | 'down'): { readonly file: string; readonly text: string } {
  if (way === 'up') return { file: migration.file, text: migration.up }
  if (migration.down) return migration.down
  const message = `${migration.file} has no way back: there is no _rollback.sql or .down.sql beside it. Write one, or roll back less.`
  throw new UserError('no-rollback', message, { where: { file: migration.file } })
}

function textOf(parts: readonly Part[]): string {
  return parts.map(({ statements }) => statements.map(({ sql }) => sql).join(';\n')).join(';\n\n')
}

/** UserError `bad-input` when the file of an interrupted run was changed where it ran already. */
export async function refuseOtherStart(
  { migration, way, from }: Step,
  { database }: Pick<Session, 'database'>,
): Promise<void> {
  const count = from.begun === undefined ? from.done : from.done + 1
  if (count === 0) return
  const { file, text } = script(migration, way)
  const parts = await readParts(text, file)
  if (await beginsAs(migration, textOf(parts.slice(0, count)), database)) return
  const what = count === 1 ? 'The first part' : `The first ${count} parts`
  const message = `${what} of ${file} ran already, in a run that was interrupted, and the file does not begin with them any more. Put them back as they were; what you mend comes after them.`
  throw new UserError('bad-input', message, { where: { file } })
}

interface Place {
  readonly part: Part
  readonly index: number
  /** What the statement found that an earlier run began here. */
  readonly found: readonly string[] | undefined
  readonly note: (done: number, begun?: readonly string[]) => Promise<void>
  /** Notes that the statement that was begun has come to nothing. */
  readonly forget: () => Promise<void>
}

async function forgetOrNote({ migration, way }: Step, index: number, note: Place['note'], { database }: Session) {
  if (index === 0) await forgetStart(migration, way, database)
  else await note(index)
}

/** One transaction, its note included. */
function runTogether({ part, index, note }: Place, session: Session): Promise<readonly ObservedStatement[]> {
  const { database, limits } = session
  return attempts(session, async () => {
    await setUp(limits, part.settings, database)
    const observe = await observer(database, session.clock)
    await database.exec(part.begin)
    try {
      const observed: ObservedStatement[] = []
      for (const statement of part.statements) {
        refuseWhenStopped(session.stop, statement)
        observed.push(await refusing(statement, () => observe(statement)))
      }
      await refusing(lastOf(part), async () => {
        // What is deferred would speak up at COMMIT, when the settings are ours.
        await database.exec(`SET CONSTRAINTS ALL IMMEDIATE; ${resetAll}`)
        await note(index + 1)
        await database.exec('COMMIT')
      })
      return observed
    } catch (error) {
      await undo(session)
      throw error
    }
  })
}

/** When the connection is gone, so is its transaction; what broke it is said by the error under way. */
async function undo({ database }: Session): Promise<void> {
  await database.exec('ROLLBACK').catch(() => undefined)
}

/** What PostgreSQL refuses inside a transaction: noted when it begins and when it is done, so that a crash between them can be settled. */
function runAlone(
  { part, index, found, note, forget }: Place,
  session: Session,
): Promise<readonly ObservedStatement[]> {
  const { database, clock } = session
  const statement = lastOf(part)
  const trace = traceOf(statement, database)
  let before = found
  return attempts(session, async () => {
    await setUp(unlimited, part.settings, database)
    if (before && (await refusing(statement, () => trace.settle(before ?? [])))) {
      await noteApart(() => note(index + 1), part, session)
      return []
    }
    const seen = await refusing(statement, trace.before)
    before = seen
    await noteApart(() => note(index, seen), part, session)
    const observe = await observer(database, clock)
    try {
      const observed = await refusing(statement, () => observe(statement))
      await noteApart(() => note(index + 1), part, session)
      return [observed]
    } catch (error) {
      // After an interruption there is no time to tidy up: the next run does it.
      if (!(error instanceof Refused) || session.stop.aborted) throw error
      await trace.settle(seen)
      before = undefined
      await noteApart(forget, part, session)
      throw error
    }
  })
}

/** The note is ours, whatever role or path the file has set; it is in force again afterwards. */
async function noteApart(write: () => Promise<void>, part: Part, { database }: Session): Promise<void> {
  await database.exec(resetAll)
  await refusing(lastOf(part), write)
  await setUp(unlimited, part.settings, database)
}

async function refusing<Result>(statement: ReturnType<typeof lastOf>, body: () => Promise<Result>): Promise<Result> {
  try {
    return await body()
  } catch (error) {
    if (error instanceof SqlError) throw new Refused(statement, error)
    throw error
  }
}

function lastOf({ statements }: Part) {
  const last = statements.at(-1)
  if (!last) throw new Error('A part has a statement.')
  return last
}
