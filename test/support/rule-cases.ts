import assert from 'node:assert/strict'
import { beforeAll, describe, test } from 'vitest'
import type { Problem, Rule } from '../../src/base/rule.ts'
import type { Database } from '../../src/ports/database.ts'
import { introspect } from '../../src/schema/introspect.ts'
import type { Schema } from '../../src/schema/model.ts'
import { reusedScratch } from './reused-scratch.ts'

interface Cases {
  readonly passes: Readonly<Record<string, string>>
  readonly fails: Readonly<Record<string, { readonly sql: string; readonly problems: readonly Expected[] }>>
}

type Expected = Pick<Problem, 'at' | 'message' | 'fix'>

/** SQL in, problems out, on a real PostgreSQL; each fix is run, must clear its problem, and its way back must bring it back. */
export function ruleCases(rule: Rule<Schema>, { passes, fails }: Cases): void {
  describe(rule.id, () => {
    let database: Database
    const scratch = reusedScratch()
    beforeAll(async () => {
      database = await scratch.open({ extensions: [] })
    })

    test.each(Object.entries(passes))('passes: %s', async (_, sql) => {
      await fresh(database, sql)
      assert.deepEqual([...rule.check(await introspect(database))], [])
    })

    test.each(Object.entries(fails))('fails: %s', async (_, { sql, problems }) => {
      await fresh(database, sql)
      const found = [...rule.check(await introspect(database))]
      assert.deepEqual(
        found.map(({ at, message, fix }) => ({ at, message, ...(fix && { fix }) })),
        problems,
      )
      await fixesWork(rule, found, database)
    })
  })
}

async function fresh(database: Database, sql: string): Promise<void> {
  await database.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  await database.exec(sql)
}

async function fixesWork(rule: Rule<Schema>, problems: readonly Problem[], database: Database): Promise<void> {
  for (const { fix } of problems) {
    if (!fix) continue
    await database.exec(fix.up)
    assert.equal([...rule.check(await introspect(database))].length, problems.length - 1, fix.up)
    await database.exec(fix.down)
    assert.equal([...rule.check(await introspect(database))].length, problems.length, fix.down)
  }
}
