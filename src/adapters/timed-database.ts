import { UserError } from '../base/errors.ts'
import { type Database, SqlError } from '../ports/database.ts'
import { Allowance } from './allowance.ts'

export interface Limits {
  /** How long one request may take; all together, ten times as long. */
  readonly timeoutMs: number
  /** Ends what runs in the database, from outside: foreign SQL can switch off every limit that it is given inside. */
  readonly kill: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A database whose requests end in time. After a time-out or a lost connection every later request fails in the same way. UserErrors `scratch-timeout`, `scratch-lost`. */
export function timedDatabase(database: Database, { timeoutMs, kill, close }: Limits): Database {
  let dead: UserError | undefined
  const allowance = new Allowance(timeoutMs)
  const limited = async <Result>(request: () => Promise<Result>): Promise<Result> => {
    if (dead) throw dead
    let timer: NodeJS.Timeout | undefined
    const started = performance.now()
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        dead = allowance.error()
        void kill().catch(() => undefined)
        reject(dead)
      }, allowance.nextMs)
    })
    try {
      return await Promise.race([request(), late])
    } catch (error) {
      if (error instanceof SqlError && !endsSession(error)) throw error
      dead ??= scratchLost((error as Error).message)
      throw dead
    } finally {
      clearTimeout(timer)
      allowance.spend(performance.now() - started)
    }
  }
  return {
    engine: database.engine,
    query: (sql, params) => limited(() => database.query(sql, params)),
    queryArrays: (sql, params) => limited(() => database.queryArrays(sql, params)),
    exec: (sql) => limited(() => database.exec(sql)),
    close,
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: an administrator's shutdown, a crash, a lost connection. */
function endsSession({ state }: SqlError): boolean {
  return /^57P0[1-5]$|^08/.test(state)
}

export function scratchTimeout(what: string): UserError {
  return new UserError(
    'scratch-timeout',
    `The scratch database did not finish ${what} and was stopped. Look for an endless loop or a sleep in the SQL; on the command line, --scratch-timeout gives it longer.`,
  )
}

export function scratchLost(why: string): UserError {
  return new UserError('scratch-lost', `The scratch database has ended unexpectedly: ${why}.`.replace(/\.+$/, '.'))
}
