import { z } from 'zod'
import type { MigrationFile } from './files.ts'
import type { HistoryRow } from './history.ts'

export const driftSchema = z.object({
  version: z.string(),
  /** `changed`: the file is not the one that was applied. `missing`: there is no such file. `late`: a later version was applied already. */
  kind: z.enum(['changed', 'missing', 'late']),
  message: z.string(),
})
export type Drift = z.infer<typeof driftSchema>

/** A database against a folder of migrations. */
export interface State {
  readonly name: 'clean' | 'interrupted' | 'drifted'
  /** What is still to be applied, in the order of the folder; the interrupted one first. */
  readonly pending: readonly MigrationFile[]
  readonly interrupted: HistoryRow | undefined
  readonly drift: readonly Drift[]
}

export function compareState(files: readonly MigrationFile[], history: readonly HistoryRow[]): State {
  const rows = new Map(history.map((row) => [row.version, row]))
  const interrupted = history.find(({ finished }) => !finished)
  const drift = [...history.flatMap((row) => [...changed(row, files)]), ...late(files, rows)]
  const harmful = drift.some(({ kind }) => kind !== 'late')
  return {
    name: harmful ? 'drifted' : interrupted ? 'interrupted' : 'clean',
    pending: files.filter(({ version }) => rows.get(version)?.finished !== true),
    interrupted,
    drift,
  }
}

function* changed({ version, name, checksum, finished }: HistoryRow, files: readonly MigrationFile[]): Iterable<Drift> {
  const file = files.find((each) => each.version === version)
  if (!file) {
    yield {
      version,
      kind: 'missing',
      message: `${version}_${name} was applied, and its file is gone. Bring it back from version control.`,
    }
  } else if (finished && file.checksum !== checksum) {
    const advice = 'Bring the file back as it was, and put the change into a new migration.'
    yield { version, kind: 'changed', message: `${file.file} is not what was applied. ${advice}` }
  }
}

/** Two branches that were merged in another order than they were applied: it works, but nobody has tried this order. */
function late(files: readonly MigrationFile[], rows: ReadonlyMap<string, HistoryRow>): readonly Drift[] {
  const last = files.findLastIndex(({ version }) => rows.get(version)?.finished === true)
  return files
    .slice(0, Math.max(0, last))
    .filter(({ version }) => !rows.has(version))
    .map(({ version, file }) => ({
      version,
      kind: 'late' as const,
      message: `${file} is older than what was applied last. It is applied out of its order.`,
    }))
}
