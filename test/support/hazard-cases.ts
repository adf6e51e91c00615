import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import type { Problem, Rule } from '../../src/base/rule.ts'
import { stepHazards } from '../../src/migration/hazards.ts'
import { planPair } from '../../src/migration/pair.ts'
import { prove } from '../../src/migration/proof.ts'
import { read } from '../../src/migration/reading.ts'
import { travelWithRows } from '../../src/migration/rows/journey.ts'
import { withLosses } from '../../src/migration/rows/losses.ts'
import { readGround } from '../../src/migration/rows/seed.ts'
import { readTwoStates } from '../../src/migration/rows/tables.ts'
import type { Situation } from '../../src/migration/situation.ts'
import { reset, type TwoDatabases, twoDatabases } from './two-databases.ts'

interface Change {
  readonly from: string
  readonly to: string
}

interface Cases {
  readonly passes: Readonly<Record<string, Change>>
  readonly fails: Readonly<Record<string, Change & { readonly problems: readonly Pick<Problem, 'at' | 'message'>[] }>>
}

/** Two schemas in, problems of the proved migration out, on a real PostgreSQL. */
export function hazardCases(rule: Rule<Situation>, { passes, fails }: Cases): void {
  describe(rule.id, () => {
    const databases = twoDatabases()

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

async function problems(rule: Rule<Situation>, change: Change, { from, to }: TwoDatabases) {
  await reset(from, change.from)
  await reset(to, change.to)
  const [source, target] = [await read(from), await read(to)]
  const pair = planPair(source.catalog, target.catalog)
  const ground = await readGround(await readTwoStates(from, to), to)
  const proof = await prove(pair, { from: source, to: target }, from)
  assert.deepEqual(proof.refusals, [])
  const { survivals } = await travelWithRows(pair, ground, () => reset(from, change.from))
  return stepHazards([rule], withLosses(proof.up, survivals))
}
