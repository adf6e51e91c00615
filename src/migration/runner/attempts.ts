import { UserError } from '../../base/errors.ts'
import { excerpt } from '../../base/text.ts'
import type { SqlError } from '../../ports/database.ts'
import type { Statement } from '../../schema/statements.ts'
import { shown } from './passwords.ts'
import type { Session } from './session.ts'

const retries = 5
const firstPauseMs = 500

/** SQLSTATEs of what another try may be spared. */
const passing: Readonly<Record<string, string>> = {
  '55P03': 'a lock was not to be had in time',
  '40P01': 'it and another transaction waited for each other',
  '40001': 'another transaction has changed the same rows',
}

/** SQLSTATE: by its timeout, or by somebody. */
export const cancelled = '57014'

/** What PostgreSQL says against a statement of a migration. */
export class Refused extends Error {
  readonly statement: Statement
  override readonly cause: SqlError

  constructor(statement: Statement, cause: SqlError) {
    super(cause.message)
    this.statement = statement
    this.cause = cause
  }
}

/** Lets everybody else go on while something is in the way, and comes back for it. UserErrors: `migration-failed`, `interrupted`. */
export async function attempts<Result>(session: Session, body: () => Promise<Result>): Promise<Result> {
  const { watch, clock, log, stop } = session
  for (let attempt = 0; ; attempt++) {
    refuseWhenStopped(stop)
    try {
      return await body()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const { statement, cause } = error
      refuseWhenStopped(stop, statement)
      const reason = passing[cause.state]
      const blockers = watch.blockers()
      if (reason === undefined || attempt === retries) throw failed(error, attempt, blockers)
      const pauseMs = firstPauseMs * 2 ** attempt
      const by = blockers === undefined ? '' : `, which had ${blockers}`
      log.warn(
        `${statement.file}:${statement.line}: ${reason}${by}. Try ${attempt + 2} of ${retries + 1} in ${pauseMs / 1000} s.`,
      )
      await clock.sleep(pauseMs, stop)
    }
  }
}

/** UserError `interrupted`. */
export function refuseWhenStopped(stop: AbortSignal, statement?: Statement): void {
  if (!stop.aborted) return
  const where = statement === undefined ? '' : ` at ${statement.file}:${statement.line}, which was cancelled`
  throw new UserError(
    'interrupted',
    `Interrupted${where}. What it had done is undone, or put away by the next run; what came before stays. Run the same command again to go on.`,
  )
}

export function failed({ statement, cause }: Refused, attempt = 0, blockers?: string): UserError {
  const { file, line } = statement
  const tries = attempt === 0 ? '' : ` It was tried ${attempt + 1} times.`
  const by = blockers === undefined ? '' : ` In the way was ${blockers}.`
  const limit =
    cause.state === cancelled && /statement timeout/.test(cause.message)
      ? ' `--statement-timeout` gives it more time.'
      : ''
  const message = `${file}:${line}: ${cause.message} (SQLSTATE ${cause.state}) in \`${excerpt(shown(statement))}\`.${tries}${by}${limit} What it had done is undone. Mend it and run again; what came before stays.`
  return new UserError('migration-failed', message, { cause, where: { file, line } })
}
