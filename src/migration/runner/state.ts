import { z } from 'zod'
import type { MigrationFile } from './files.ts'
import type { HistoryRow } from './history.ts'

export const driftSchema = z.object({
  version: z.string(),
  /**
   * `changed`: the file is not the one that was applied. `missing`: there is no such file. `elsewhere`: it was applied from a folder that is
   * ahead of this one. `late`: a later version was applied already.
   */
  kind: z.enum(['changed', 'missing', 'elsewhere', 'late']),
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
  const pending = files.filter((file) => isPending(file, rows.get(file.version)))
  const half = pending.filter(({ version }) => version === interrupted?.version)
  return {
    name: harmful ? 'drifted' : interrupted ? 'interrupted' : 'clean',
    pending: [...half, ...pending.filter((file) => !half.includes(file))],
    interrupted,
    drift,
  }
}

function isPending({ repeatable, checksum }: MigrationFile, row: HistoryRow | undefined): boolean {
  return row?.finished !== true || (repeatable && row.checksum !== checksum)
}

function* changed(row: HistoryRow, files: readonly MigrationFile[]): Iterable<Drift> {
  const { version, name, checksum, finished } = row
  const title = version === name ? version : `${version}_${name}`
  const file = files.find((each) => each.version === version)
  const last = files.findLast(({ repeatable }) => !repeatable)
  if (!file && last && compareVersions(version, last.version) > 0) {
    const message = `${title} was applied, and is later than all of this folder: it came from elsewhere. Bring the folder up to date before you migrate.`
    yield { version, kind: 'elsewhere', message }
  } else if (!file) {
    const message = `${title} was applied, and its file is gone. Bring it back from version control.`
    yield { version, kind: 'missing', message }
  } else if (finished && !file.repeatable && file.checksum !== checksum) {
    const advice = 'Bring the file back as it was, and put the change into a new migration.'
    yield { version, kind: 'changed', message: `${file.file} is not what was applied. ${advice}` }
  }
}

/** By their numbers, as the folder is ordered. */
function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

/** Two branches that were merged in another order than they were applied: it works, but nobody has tried this order. */
function late(files: readonly MigrationFile[], rows: ReadonlyMap<string, HistoryRow>): readonly Drift[] {
  const last = files.findLastIndex(({ version, repeatable }) => !repeatable && rows.get(version)?.finished === true)
  return files
    .slice(0, Math.max(0, last))
    .filter(({ version }) => !rows.has(version))
    .map(({ version, file }) => ({
      version,
      kind: 'late' as const,
      message: `${file} is older than what was applied last. It is applied out of its order: check that it does not depend on what the later ones have changed.`,
    }))
}
