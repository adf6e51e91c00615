import { UserError } from '../../base/errors.ts'

/** The major version of PostgreSQL that a migration is written for. */
export interface Target {
  readonly major: number
  /** `asked`: somebody has said so. `server`: it is that of a server among the sources. `assumed`: nothing is known. */
  readonly because: 'asked' | 'server' | 'assumed'
}

export const oldestMajor = 14
export const newestMajor = 18

/** UserError `bad-option` for a version that nobody can be sure of. */
export function parseMajor(text: string): number {
  const major = Number(text)
  if (Number.isInteger(major) && major >= oldestMajor && major <= newestMajor) return major
  throw new UserError(
    'bad-option',
    `${JSON.stringify(text)} is no major version that migrations can be written for. Write one of ${oldestMajor} to ${newestMajor}.`,
  )
}

/**
 * The version to write for: the one that is asked for, else that of the server among the sources, the one to be changed first, else that
 * of a scratch database that was chosen, else the oldest, whose SQL all the others understand.
 */
export function chooseTarget(asked: number | undefined, servers: readonly (number | undefined)[]): Target {
  if (asked !== undefined) return { major: asked, because: 'asked' }
  const server = servers.find((major) => major !== undefined)
  if (server !== undefined) return { major: server, because: 'server' }
  return { major: oldestMajor, because: 'assumed' }
}
