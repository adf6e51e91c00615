import { z } from 'zod'
import type { Style } from '../base/style.ts'
import type { RowsCheck } from '../migration/rows-check/check.ts'
import type { Database } from '../ports/database.ts'
import type { World } from '../ports/world.ts'

/** What was asked of the rows of a database. */
export const rowsResultSchema = z.object({
  counts: z.array(z.object({ table: z.string(), what: z.string(), rows: z.number().int(), statement: z.string() })),
  notSeen: z.array(z.object({ what: z.string(), why: z.string() })),
})

export function rowsResult({ counts, notSeen }: RowsCheck): z.infer<typeof rowsResultSchema> {
  return {
    counts: counts.map(({ step, ...count }) => ({ ...count, statement: step.sql })),
    notSeen: [...notSeen],
  }
}

/** What could not be counted, for a terminal. */
export function rowsText(rows: z.infer<typeof rowsResultSchema> | undefined, { warning }: Style): readonly string[] {
  return (rows?.notSeen ?? []).map(({ what, why }) => `${warning('not counted')}: ${what}, because ${why}.`)
}

/** The database of `--rows`, only read, while the body runs. UserError `no-connection`. */
export async function withRows<Result>(
  url: string | undefined,
  { servers }: Pick<World, 'servers'>,
  body: (rows: Database | undefined) => Promise<Result>,
): Promise<Result> {
  if (url === undefined) return body(undefined)
  const rows = await servers.open(url, 'read-only')
  try {
    return await body(rows)
  } finally {
    await rows.close()
  }
}
