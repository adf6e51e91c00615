import { z } from 'zod'
import { bySeverity, findingSchema } from '../base/finding.ts'
import { check } from '../base/rule.ts'
import type { World } from '../ports.ts'
import { introspect } from '../schema/introspect.ts'
import { loadScript } from '../schema/load.ts'
import { schemaRules } from '../schema/rules/all.ts'
import { readScript } from '../schema/script.ts'

export interface AnalyzeOptions {
  /** A `.sql` file. */
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
})
export type AnalyzeResult = z.infer<typeof analyzeResultSchema>

/** A schema → what the rules find in it. */
export async function dbAnalyze(
  { source }: AnalyzeOptions,
  world: Pick<World, 'files' | 'scratch'>,
): Promise<AnalyzeResult> {
  const script = await readScript(source, world.files)
  const database = await loadScript(script, script.roles, world.scratch)
  try {
    const schema = await introspect(database)
    return {
      schemaVersion: 1,
      command: 'db analyze',
      source,
      engine: database.engine,
      tables: schema.tables.filter(({ partition }) => !partition).length,
      rows: null,
      findings: [...bySeverity(check(schemaRules, schema))],
    }
  } finally {
    await database.close()
  }
}
