import { excerpt } from '../../base/text.ts'
import type { Database } from '../../ports/database.ts'
import type { Delta, Step } from '../delta.ts'
import type { Pair } from '../pair.ts'
import type { Refusal } from '../proof.ts'
import { newestFeature } from './features.ts'
import { freeKeyColumns } from './key-columns.ts'
import { grantWithoutMaintain } from './privileges.ts'
import type { Target } from './target.ts'

/** A pair in the words of the version that it is written for. */
export async function writeFor({ major }: Target, pair: Pair, from: Database, to: Database): Promise<Pair> {
  let { up, down } = pair
  if (major < 18) [up, down] = [await freeKeyColumns(up, from, to), await freeKeyColumns(down, to, from)]
  return major < 17 ? { up: older(up), down: older(down) } : { up, down }
}

function older({ steps, ...delta }: Delta): Delta {
  return { ...delta, steps: steps.flatMap(withoutMaintain) }
}

function withoutMaintain(step: Step): readonly Step[] {
  const statements = grantWithoutMaintain(step.sql) ?? [step.sql]
  return statements.map((sql) => ({ ...step, sql }))
}

/** What the version does not understand of a pair, by the statements that say it. */
export async function refuseNewer({ major, because }: Target, pair: Pair): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = []
  for (const { sql } of [...pair.up.steps, ...pair.down.steps]) {
    const feature = await newestFeature(sql)
    if (feature === undefined || feature.since <= major) continue
    const reason =
      because === 'assumed'
        ? `nobody has said which version the database has, so ${major} is assumed`
        : `the migration is for PostgreSQL ${major}`
    refusals.push({
      code: 'target',
      object: excerpt(sql, 160),
      message: `PostgreSQL knows ${feature.name} since version ${feature.since}, and ${reason}: ${excerpt(sql, 160)}. When the database is newer, say so: --target ${feature.since}.`,
    })
  }
  return refusals
}
