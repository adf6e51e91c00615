import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import type { Location } from '../../src/base/finding.ts'
import { lint, parseFile } from '../../src/migration/lint/lint.ts'
import type { Database } from '../../src/ports/database.ts'
import { reset, twoDatabases } from './two-databases.ts'

/** A migration; with `schema`, it is run on it. `down` is its rollback, which is linted after it. */
export interface Migration {
  readonly schema?: string
  readonly sql: string
  readonly down?: string
}

interface Problem {
  readonly line: number
  readonly at: Location
  /** A part of the message. */
  readonly says: string
}

interface Cases {
  readonly passes: Readonly<Record<string, string | Migration>>
  readonly fails: Readonly<Record<string, Migration & { readonly problems: readonly Problem[] }>>
}

/** Written migrations in, problems of one rule out, by line. */
export function lintCases({ id }: { readonly id: string }, { passes, fails }: Cases): void {
  describe(id, () => {
    const cases = [...Object.values(passes), ...Object.values(fails)]
    const runs = cases.some((migration) => typeof migration !== 'string' && migration.schema !== undefined)
    const databases = runs ? twoDatabases() : undefined

    test.each(Object.entries(passes))('passes: %s', async (_, given) => {
      const migration = typeof given === 'string' ? { sql: given } : given
      assert.deepEqual(await problems(id, migration, databases?.from), [])
    })

    test.each(Object.entries(fails))('fails: %s', async (_, { problems: expected, ...migration }) => {
      const found = await problems(id, migration, databases?.from)
      assert.deepEqual(
        found.map(({ line, at }) => ({ line, at })),
        expected.map(({ line, at }) => ({ line, at })),
      )
      for (const [index, { says }] of expected.entries()) {
        const message = found[index]?.message ?? ''
        assert.ok(message.includes(says), `${JSON.stringify(message)} does not say ${JSON.stringify(says)}`)
      }
    })
  })
}

async function problems(id: string, migration: Migration, database: Database | undefined) {
  const { findings } = await lintMigration(migration, database)
  return findings
    .filter(({ rule }) => rule === id)
    .map(({ at: { file, line = 0, ...at }, message }) => ({ line, at, message }))
}

/** Lints a migration, and its rollback, as the command does. */
export async function lintMigration({ schema, sql, down }: Migration, database?: Database) {
  if (schema !== undefined && database) await reset(database, schema)
  const file = (name: string, text: string) => ({ file: name, text, whole: text })
  const up = await parseFile({ ...file('m.sql', sql), way: 'up', undoes: undefined })
  const back =
    down && (await parseFile({ ...file('m_rollback.sql', down), way: 'down', undoes: { file: 'm.sql', text: sql } }))
  return lint(back ? [up, back] : [up], schema === undefined ? undefined : database)
}
