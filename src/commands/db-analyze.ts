import { z } from 'zod'
import { bySeverity, findingSchema } from '../base/finding.ts'
import { check } from '../base/rule.ts'
import { maskSecrets } from '../base/text.ts'
import type { World } from '../ports/world.ts'
import { schemaRules } from '../schema/rules/all.ts'
import { readSchema } from '../schema/source.ts'

export interface AnalyzeOptions {
  /** A `.sql` file, `git:REF:path`, or `-`. */
  readonly source: string
}

export const analyzeResultSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.literal('db analyze'),
  source: z.string(),
  engine: z.object({ name: z.string(), version: z.string() }),
  tables: z.number().int(),
  rows: z.number().int().nullable(),
  findings: z.array(findingSchema),
  /** What no rule has looked at. */
  notSeen: z.array(z.object({ what: z.string(), why: z.string() })),
})
export type AnalyzeResult = z.infer<typeof analyzeResultSchema>

/** A schema → what the rules find in it. */
export async function dbAnalyze(
  { source }: AnalyzeOptions,
  world: Pick<World, 'files' | 'git' | 'input' | 'scratch' | 'servers'>,
): Promise<AnalyzeResult> {
  const { schema, engine, notSeen, fixable } = await readSchema(source, world)
  const findings = bySeverity(check(schemaRules, schema))
  return {
    schemaVersion: 1,
    command: 'db analyze',
    source: maskSecrets(source),
    engine,
    tables: schema.tables.filter(({ partition }) => !partition).length,
    rows: null,
    findings: findings.map(({ fix, ...finding }) => ({ ...finding, ...(fixable && fix && { fix }) })),
    notSeen: [...notSeen],
  }
}
