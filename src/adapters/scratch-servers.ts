import { UserError } from '../base/errors.ts'
import type { ScratchServers } from '../ports/database.ts'
import { isServer } from '../schema/url.ts'
import { embeddedMajors } from './embedded/find.ts'
import { onEmbedded } from './embedded/server.ts'
import { onServer } from './server-scratch/server.ts'

/** Real servers, as `--scratch` names them. */
export function scratchServers(timeoutMs: number): ScratchServers {
  return {
    async use(where, log, body) {
      if (isServer(where)) return onServer(where, { timeoutMs, log }, body)
      const [, name, major] = /^(embedded)(?::(\d+))?$/.exec(where) ?? []
      if (name !== undefined && (major === undefined || embeddedMajors.includes(Number(major))))
        return onEmbedded(major === undefined ? undefined : Number(major), timeoutMs, body)
      throw new UserError(
        'bad-option',
        `--scratch ${where} is no place for a scratch database. Say postgres://user:password@host/database, embedded, or embedded:MAJOR with ${embeddedMajors.join(', ')}.`,
      )
    },
  }
}
