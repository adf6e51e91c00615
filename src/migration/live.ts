import { maskSecrets } from '../base/text.ts'
import type { Database } from '../ports/database.ts'
import type { World } from '../ports/world.ts'
import { namedRoles, type Script } from '../schema/script.ts'
import { parseStatements } from '../schema/statements.ts'
import { readCatalog } from './catalog.ts'
import { complete, readEnds } from './complete.ts'
import { delta } from './delta.ts'
import { objectsOf } from './made-anew.ts'
import type { Subject } from './object-name.ts'
import { historySchema } from './runner/history.ts'

/**
 * The schema of a server as a script that makes it. The catalogs of two major versions cannot be compared, so it is made anew in the
 * same engine as the other side; the server is only read. UserError `no-connection`.
 */
export async function readLive(url: string, { servers, scratch }: Pick<World, 'servers' | 'scratch'>): Promise<Script> {
  const file = maskSecrets(url)
  const server = await servers.open(url, 'read-only')
  const opening = scratch.open({ extensions: [] })
  try {
    // A password of the server must not get into a file.
    const live = await readCatalog(server, { secrets: 'hidden' })
    const nothing = await opening
    const planned = {
      up: delta(await readCatalog(nothing), live),
      down: { steps: [], settings: [], renameCandidates: [] },
    }
    const whole = await complete(planned, await readEnds(nothing, server))
    const steps = whole.up.steps.filter(({ subject }) => !isForeign(subject))
    // Functions may come before what they speak of.
    const texts = ['SET check_function_bodies = off', ...steps.map(({ sql }) => sql)]
    return {
      file,
      statements: texts.map((sql, index) => ({ sql, file, line: index + 1, start: 0, kind: '', tree: {} })),
      major: await majorOf(server),
      objects: await objectsOf(server),
      extensions: await names(server, `SELECT extname AS name FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1`),
      roles: await rolesOf(texts, file),
    }
  } finally {
    await server.close()
    await (await opening).close()
  }
}

/** Roles belong to the server and are made by name, as for a dump; our own history is no part of the user's schema. */
function isForeign({ kind, name, schema }: Subject): boolean {
  if (kind === 'role' || kind === 'membership' || kind === 'userMapping') return true
  if (kind === 'comment' && name.startsWith('on role ')) return true
  return schema === historySchema || (kind === 'schema' && name === historySchema)
}

/** Those that the schema names; the server's others say nothing about it. */
async function rolesOf(texts: readonly string[], file: string): Promise<readonly string[]> {
  const parsed = await Promise.all(texts.map((sql) => parseStatements(sql, file)))
  return namedRoles(parsed.flat())
}

async function majorOf(database: Database): Promise<number> {
  const [row] = await database.query("SELECT current_setting('server_version_num')::int / 10000 AS major")
  return Number(row?.major)
}

async function names(database: Database, sql: string): Promise<readonly string[]> {
  return (await database.query(sql)).map(({ name }) => String(name))
}
