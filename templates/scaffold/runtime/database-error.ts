import { ApiError } from './error.js'

const unstorable = () => new ApiError(400, 'BAD_REQUEST', 'A value in the request cannot be stored.')

const conflict = () => new ApiError(409, 'CONFLICT', 'The request contradicts what is stored already.')

const busy = () =>
  new ApiError(503, 'SERVICE_UNAVAILABLE', 'The database is busy. Try again in a moment.', [], { 'retry-after': '1' })

/** SQLSTATE -> the answer: https://www.postgresql.org/docs/current/errcodes-appendix.html. All others are mistakes of the server. */
const answers: Record<string, () => ApiError> = {
  // Too long a text, a number out of range, a date that does not exist, a text that is none of the type, one with NUL.
  '22001': unstorable,
  '22003': unstorable,
  '22007': unstorable,
  '22008': unstorable,
  '22021': unstorable,
  '22P02': unstorable,
  '22P05': unstorable,
  // A negative LIMIT or OFFSET.
  '2201W': unstorable,
  '2201X': unstorable,
  // NOT NULL, CHECK.
  '23502': unstorable,
  '23514': unstorable,
  // RESTRICT, foreign keys, unique and exclusion constraints.
  '23001': conflict,
  '23503': conflict,
  '23505': conflict,
  '23P01': conflict,
  // Another transaction was in the way, or a time limit.
  '40001': busy,
  '40P01': busy,
  '55P03': busy,
  '57014': busy,
  // No connection is to be had.
  '08000': busy,
  '08001': busy,
  '08003': busy,
  '08006': busy,
  '53300': busy,
  '57P01': busy,
  '57P02': busy,
  '57P03': busy,
}

/** What a caller is told when PostgreSQL refuses a statement, by whichever driver: of the database itself nothing. Undefined for other errors. */
export function databaseAnswer(error: unknown): ApiError | undefined {
  let cause = error
  // Query builders wrap what the driver throws.
  for (let depth = 0; depth < 5 && typeof cause === 'object' && cause !== null; depth++) {
    const { code } = cause as { code?: unknown }
    if (typeof code === 'string' && Object.hasOwn(answers, code)) return answers[code]?.()
    cause = (cause as { cause?: unknown }).cause
  }
  return undefined
}
