import { z } from 'zod'
import { type Finding, findingSchema } from '../base/finding.ts'
import { check, type Rule } from '../base/rule.ts'
import type { ObservedStep } from './apply.ts'
import type { Step } from './delta.ts'
import type { Stop } from './rows/journey.ts'
import type { Broken } from './rows-check/check.ts'
import { dataLoss } from './rules/data-loss.ts'
import { existingRows } from './rules/existing-rows.ts'
import { tableRewrite } from './rules/table-rewrite.ts'

export const hazardRules: readonly Rule<ObservedStep>[] = [dataLoss, tableRewrite]

/** What is judged by rows that the tables hold, on the way there and on the way back. */
export const rowRules: readonly Rule<Stop | Broken>[] = [existingRows]

export const hazardSchema = findingSchema.extend({ lock: z.string(), statement: z.string() })
export type Hazard = z.infer<typeof hazardSchema>

/** What stays dangerous in a proved pair, in the order of the migration's steps. */
export function hazards(steps: readonly ObservedStep[], stops: readonly (Stop | Broken)[]): readonly Hazard[] {
  const hazard = (step: Step) => (finding: Finding) => ({ ...finding, lock: step.lock, statement: step.sql })
  return [
    ...steps.flatMap((step) => check(hazardRules, step).map(hazard(step))),
    ...stops.flatMap((stop) => check(rowRules, stop).map(hazard(stop.step))),
  ]
}
