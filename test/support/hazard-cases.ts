import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import type { Problem, Rule } from '../../src/base/rule.ts'
import { readCatalog } from '../../src/migration/delta.ts'
import { planPair } from '../../src/migration/pair.ts'
import { type ObservedStep, prove } from '../../src/migration/proof.ts'
import type { Database } from '../../src/ports.ts'

interface Change {
  readonly from: string
  readonly to: string
}

interface Cases {
  readonly passes: Readonly<Record<string, Change>>
  readonly fails: Readonly<Record<string, Change & { readonly problems: readonly Pick<Problem, 'at' | 'message'>[] }>>
}

/** Two schemas in, problems of the proved migration out, on a real PostgreSQL. */
export function hazardCases(rule: Rule<ObservedStep>, { passes, fails }: Cases): void {
  describe(rule.id, () => {
    let databases: readonly Database[]
    beforeAll(async () => {
      const { scratch } = nodeWorld()
      databases = await Promise.all([scratch.open({ extensions: [] }), scratch.open({ extensions: [] })])
    })
    afterAll(() => Promise.all(databases.map((database) => database.close())))

    test.each(Object.entries(passes))('passes: %s', async (_, change) => {
      assert.deepEqual(await problems(rule, change, databases), [])
    })

    test.each(Object.entries(fails))('fails: %s', async (_, { problems: expected, ...change }) => {
      const found = await problems(rule, change, databases)
      assert.deepEqual(
        found.map(({ at, message }) => ({ at, message })),
        expected,
      )
    })
  })
}

async function problems(rule: Rule<ObservedStep>, { from, to }: Change, databases: readonly Database[]) {
  const [before, after] = databases
  assert.ok(before && after)
  for (const [database, sql] of [[before, from] as const, [after, to] as const]) {
    await database.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
    await database.exec(sql)
  }
  const [source, target] = [await readCatalog(before), await readCatalog(after)]
  const proof = await prove(planPair(source, target), source, target, before)
  assert.deepEqual(proof.refusals, [])
  return proof.up.flatMap((step) => [...rule.check(step)])
}
