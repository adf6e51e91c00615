import type { Location } from '../../base/finding.ts'
import type { Act, KeyKind, Name } from '../acts/act.ts'

/** The key of a kind whose index an act builds, under the lock of ALTER TABLE. */
export function keyBuilt(
  act: Act,
  kind: KeyKind,
): { readonly table: Name; readonly part: Pick<Location, 'column' | 'constraint'> } | undefined {
  if (act.kind === 'add-column') {
    return act.column.key === kind ? { table: act.table, part: { column: act.column.name } } : undefined
  }
  if (act.kind !== 'add-key' || act.key !== kind || act.usingIndex) return undefined
  return { table: act.table, part: act.constraint === undefined ? {} : { constraint: act.constraint } }
}
