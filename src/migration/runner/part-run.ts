import { SqlError } from '../../ports/database.ts'
import { attempts, Refused, refuseWhenStopped } from './attempts.ts'
import { type ObservedStatement, observer } from './observe.ts'
import type { Part } from './parts.ts'
import type { Session } from './session.ts'
import { resetAll, setUp, unlimited } from './settings.ts'
import { traceOf } from './traces.ts'

/** A part, and where it stands in its migration. */
export interface Place {
  readonly part: Part
  readonly index: number
  /** What the statement found that an earlier run began here. */
  readonly found: readonly string[] | undefined
  readonly note: (done: number, begun?: readonly string[]) => Promise<void>
  /** Notes that the statement that was begun has come to nothing. */
  readonly forget: () => Promise<void>
}

/** Does a part and notes it. UserErrors: `migration-failed`, `interrupted`, `connection-lost`. */
export function runPart(place: Place, session: Session): Promise<readonly ObservedStatement[]> {
  return place.part.transactional ? runTogether(place, session) : runAlone(place, session)
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
