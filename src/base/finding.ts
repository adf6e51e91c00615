import { z } from 'zod'

export const severitySchema = z.enum(['error', 'warning', 'info'])
export type Severity = z.infer<typeof severitySchema>

/** Where a finding is: names of database objects, or a place in a file (`line` counts from 1). */
const locationSchema = z.object({
  schema: z.string().optional(),
  table: z.string().optional(),
  column: z.string().optional(),
  index: z.string().optional(),
  constraint: z.string().optional(),
  object: z.string().optional(),
  file: z.string().optional(),
  line: z.number().int().positive().optional(),
})
export type Location = z.infer<typeof locationSchema>

const fixSchema = z.object({ up: z.string(), down: z.string() })
export type Fix = z.infer<typeof fixSchema>

/** One thing that a rule found. `rule` is the id of its page in docs/rules. */
export const findingSchema = z.object({
  rule: z.string(),
  severity: severitySchema,
  at: locationSchema,
  message: z.string(),
  why: z.string().optional(),
  fix: fixSchema.optional(),
  docs: z.string(),
})
export type Finding = z.infer<typeof findingSchema>

const order: readonly Severity[] = ['error', 'warning', 'info']

/** The worst first; findings of one severity keep the order in which they were found. */
export function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
}

/** From which severity on a finding fails the run. */
export type Threshold = 'error' | 'warning' | 'never'

/** Whether any finding is at least as bad as the threshold. */
export function fails(findings: readonly Finding[], threshold: Threshold): boolean {
  if (threshold === 'never') return false
  return findings.some((finding) => order.indexOf(finding.severity) <= order.indexOf(threshold))
}
