import { z } from 'zod'
import { type Finding, findingSchema } from '../base/finding.ts'
import { check, type Rule } from '../base/rule.ts'
import { parseStatements } from '../schema/statements.ts'
import { lockOf, strongest } from './acts/lock.ts'
import type { ObservedStep } from './apply.ts'
import { nothingKnown } from './knowledge.ts'
import { segments } from './pair.ts'
import type { Stop } from './rows/journey.ts'
import type { Broken } from './rows-check/check.ts'
import { hazardRules, rowRules } from './rules/all.ts'
import type { Situation } from './situation.ts'
import { type Placed, situationsOf } from './situations.ts'

export const hazardSchema = findingSchema.extend({ lock: z.string(), statement: z.string() })
export type Hazard = z.infer<typeof hazardSchema>

/** What stays dangerous in a proved pair, in the order of the migration's steps. */
export async function hazards(
  steps: readonly ObservedStep[],
  stops: readonly (Stop | Broken)[],
): Promise<readonly Hazard[]> {
  const found = await stepHazards(hazardRules, steps)
  const stopped = new Set(stops.filter(({ way }) => way === 'up').map(({ step }) => step.sql))
  return [
    // That a required column breaks writers is told by the rows that it stops at.
    ...found.filter(({ rule, statement }) => !(rule === 'client-break' && stopped.has(statement))),
    ...stops.flatMap((stop) => {
      const { lock, sql } = stop.step
      return check(rowRules, stop).map((finding) => ({ ...finding, lock, statement: sql }))
    }),
  ]
}

/** What the rules find in the steps of a generated way there. */
export async function stepHazards(
  rules: readonly Rule<Situation>[],
  steps: readonly ObservedStep[],
): Promise<readonly Hazard[]> {
  const placed: Placed[] = []
  for (const segment of segments(steps)) {
    const transaction = { kind: segment.transactional ? 'written' : 'alone' } as const
    for (const step of segment.steps) placed.push(...(await placedStep(step as ObservedStep, transaction)))
  }
  const { situations } = situationsOf(placed, { way: 'up', undone: [], knowledge: nothingKnown() })
  return situations.flatMap((situation) => judge(rules, situation))
}

/** What rules find in one statement. */
export function judge(rules: readonly Rule<Situation>[], situation: Situation): readonly Hazard[] {
  const lock = situation.observed?.lock ?? strongest(situation.acts.map(lockOf))
  return check(rules, situation).map((finding: Finding) => ({ ...finding, lock, statement: situation.sql }))
}

async function placedStep(step: ObservedStep, transaction: Placed['transaction']): Promise<readonly Placed[]> {
  const { sql, subject, losesData, spoils, rewrites, isBrief } = step
  const [statement, ...others] = await parseStatements(sql, 'the migration')
  if (!statement) return []
  // What is known to take a moment reads no row, and of the others nobody knows.
  const scans = isBrief ? [] : undefined
  const observed = { rewrites, scans, lock: undefined, error: undefined, lostOptions: [] }
  const planned = { subject, losesData, spoils }
  return [
    { statement: { ...statement, sql }, transaction, observed, planned },
    ...others.map((other) => ({
      statement: other,
      transaction,
      planned: { ...planned, losesData: false, spoils: undefined },
    })),
  ]
}
