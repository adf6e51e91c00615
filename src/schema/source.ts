import { UserError } from '../base/errors.ts'
import { maskSecrets } from '../base/text.ts'
import type { Database, Engine } from '../ports/database.ts'
import type { World } from '../ports/world.ts'
import { introspect } from './introspect.ts'
import { loadScript, unreadable } from './load.ts'
import type { Schema } from './model.ts'
import { looksLikeMysql, type NotSeen, readMysql } from './mysql/read.ts'
import { parseScript, type Script } from './script.ts'
import { readTexts, type TextWorld } from './text.ts'
import { isServer } from './url.ts'

export interface ReadSchema {
  readonly schema: Schema
  /** What said what the SQL means. */
  readonly engine: Engine
  readonly notSeen: readonly NotSeen[]
  /** Whether a fix could be tried: no engine for MySQL is at hand. */
  readonly fixable: boolean
}

/** A source → its tables. A server is read as it is; PostgreSQL runs SQL; MySQL and MariaDB are read by a parser, as far as that reaches. */
export async function readSchema(
  source: string,
  world: TextWorld & Pick<World, 'scratch' | 'servers'>,
): Promise<ReadSchema> {
  if (isServer(source)) return inspect(await world.servers.open(source, 'read-only'), source)
  const texts = await readTexts(source, world)
  let script: Script
  try {
    script = await parseScript(texts, source)
  } catch (error) {
    const text = texts.map((each) => each.text).join('\n;\n')
    if (!(error instanceof UserError && error.code === 'bad-sql' && looksLikeMysql(text))) throw error
    return { ...readMysql(text, source), engine: { name: 'sql-ddl-to-json-schema', version: 'MySQL' }, fixable: false }
  }
  return inspect(await loadScript(script, script.roles, world.scratch), source)
}

async function inspect(database: Database, source: string): Promise<ReadSchema> {
  try {
    return { schema: await introspect(database), engine: database.engine, notSeen: [], fixable: true }
  } catch (error) {
    throw unreadable(error, maskSecrets(source))
  } finally {
    await database.close()
  }
}
