import { z } from 'zod'
import { maskSecrets } from '../base/text.ts'
import type { MigrationFile } from '../migration/runner/files.ts'
import type { ObservedStatement } from '../migration/runner/observe.ts'
import { driftSchema, type State } from '../migration/runner/state.ts'

const statementSchema = z.object({
  sql: z.string(),
  durationMs: z.number(),
  locks: z.array(z.object({ mode: z.string(), object: z.string() })),
  rewrote: z.boolean(),
  rows: z.number(),
})

export const migrateResultSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.enum(['db migrate', 'db rollback', 'db status']),
  database: z.string(),
  /** `rolled-back` and `copy` are dry runs: nothing stays of them. */
  ran: z.enum(['for-real', 'rolled-back', 'copy', 'nothing']),
  applied: z.array(
    z.object({
      version: z.string(),
      name: z.string(),
      durationMs: z.number(),
      statements: z.array(statementSchema),
    }),
  ),
  pending: z.array(z.object({ version: z.string(), name: z.string() })),
  drift: z.array(driftSchema),
  state: z.enum(['clean', 'interrupted', 'drifted']),
})
export type MigrateResult = z.infer<typeof migrateResultSchema>

/** What became of one migration. */
export function report(
  { version, name }: MigrationFile,
  statements: readonly ObservedStatement[],
): MigrateResult['applied'][number] {
  const durationMs = statements.reduce((sum, statement) => sum + statement.durationMs, 0)
  return {
    version,
    name,
    durationMs: Math.round(durationMs * 10) / 10,
    statements: statements.map((statement) => ({ ...statement, locks: [...statement.locks] })),
  }
}

/** What `--json` prints of migrate, rollback and status. */
export function result(
  command: MigrateResult['command'],
  connection: string,
  { name, pending, drift }: State,
  { ran, applied }: Pick<MigrateResult, 'ran' | 'applied'>,
): MigrateResult {
  return {
    schemaVersion: 1,
    command,
    database: maskSecrets(connection),
    ran,
    applied,
    pending: pending.map(({ version, name: own }) => ({ version, name: own })),
    drift: [...drift],
    state: name,
  }
}
