import type { Location } from '../../base/finding.ts'
import type { Subject } from '../object-name.ts'

/** Where a finding about a step is: at the object that the step is about. */
export function location({ kind, schema, table, name }: Subject): Location {
  const at = schema === undefined ? {} : { schema }
  if (kind === 'table') return { ...at, table: name }
  if (kind === 'column' && table !== undefined) return { ...at, table, column: name }
  return { ...at, ...(table !== undefined && { table }), object: name }
}
