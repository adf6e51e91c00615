import { z } from 'zod'
import { count, excerpt } from '../../base/text.ts'
import { qualified } from '../../schema/sql.ts'
import type { Delta } from '../delta.ts'
import type { Photo, Photos } from './photos.ts'

/**
 * What becomes of a table's rows when the migration is applied and taken back. `restored`: they are as before. `structure-only`: a
 * table or a column was dropped, and comes back empty. `lost`: rows or values that stayed in place are not what they were.
 */
export const survivalSchema = z.object({
  table: z.string(),
  verdict: z.enum(['restored', 'structure-only', 'lost']),
  why: z.string(),
  /** Whether rows made the journey; without any, the worst is said. */
  seen: z.boolean(),
  /** The columns whose values were seen not to come back as they were. */
  columns: z.array(z.string()),
})
export type Survival = z.infer<typeof survivalSchema>

/** The rows before the migration, after it, and after the rollback. */
export interface Album {
  readonly before: Photos
  readonly between: Photos
  readonly after: Photos
}

/** One verdict for every table that the migration is about or harms. `failures` says of which tables no rows were seen, and why. */
export function judgeSurvival(
  { before, between, after }: Album,
  failures: ReadonlyMap<string, string>,
  delta: Delta,
): readonly Survival[] {
  const touched = touchedTables(delta)
  return [...before].flatMap(([table, photo]): readonly Survival[] => {
    const failure = failures.get(table)
    if (failure !== undefined) return touched.has(table) ? [{ table, ...unseen(failure) }] : []
    const verdict = compare(photo, between.get(table), after.get(table))
    return verdict.verdict !== 'restored' || touched.has(table) ? [{ table, ...verdict }] : []
  })
}

type Verdict = Omit<Survival, 'table'>

function unseen(failure: string): Verdict {
  return {
    verdict: 'lost',
    why: `Not seen on rows, so nothing is promised: ${excerpt(failure, 200)}.`,
    seen: false,
    columns: [],
  }
}

function compare(before: Photo, between: Photo | undefined, after: Photo | undefined): Verdict {
  if (after && after.whole === before.whole) {
    return { verdict: 'restored', why: `${count(before.rows, 'row')} came back as before.`, seen: true, columns: [] }
  }
  if (!between)
    return { verdict: 'structure-only', why: 'The table is dropped and comes back empty.', seen: true, columns: [] }
  if (after?.rows !== before.rows) {
    return {
      verdict: 'lost',
      why: `Of ${count(before.rows, 'row')} ${after?.rows ?? 0} came back.`,
      seen: true,
      columns: [],
    }
  }
  const changed = [...before.columns].filter(([name, values]) => after.columns.get(name)?.join() !== values.join())
  const columns = changed.map(([name]) => name)
  const altered = changed.filter(([name]) => between.columns.has(name))
  if (altered.length === 0 && columns.length > 0) {
    return {
      verdict: 'structure-only',
      why: `Dropped, and empty when it comes back: ${columns.join(', ')}.`,
      seen: true,
      columns,
    }
  }
  const examples = altered.map(([name, [was]]) => {
    const [is] = after.columns.get(name) ?? []
    return `${name} is not what it was: ${excerpt(was ?? '', 60)} came back as ${excerpt(is ?? 'nothing', 60)}`
  })
  const why = examples.length > 0 ? `${examples.join('; ')}.` : 'Values have changed places between rows.'
  return { verdict: 'lost', why, seen: true, columns }
}

function touchedTables({ steps }: Delta): ReadonlySet<string> {
  return new Set(steps.flatMap(({ tables }) => tables.map(({ schema, table }) => qualified(schema, table))))
}
