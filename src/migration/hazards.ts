import { z } from 'zod'
import { findingSchema } from '../base/finding.ts'
import { check, type Rule } from '../base/rule.ts'
import type { ObservedStep } from './proof.ts'
import { dataLoss } from './rules/data-loss.ts'
import { tableRewrite } from './rules/table-rewrite.ts'

export const hazardRules: readonly Rule<ObservedStep>[] = [dataLoss, tableRewrite]

export const hazardSchema = findingSchema.extend({ lock: z.string(), statement: z.string() })
export type Hazard = z.infer<typeof hazardSchema>

/** What stays dangerous in a proved migration, in the order of its steps. */
export function hazards(steps: readonly ObservedStep[]): readonly Hazard[] {
  return steps.flatMap((step) =>
    check(hazardRules, step).map((finding) => ({ ...finding, lock: step.lock, statement: step.sql })),
  )
}
