import { ident, qualified } from '../../schema/sql.ts'
import type { Tree } from '../../schema/statements.ts'
import { namesIn } from '../../schema/tree.ts'
import type { Asking, Question } from './questions.ts'
import { readConstraint, readDomainColumns } from './requirements.ts'

/** What a domain comes to ask of the columns that have it as their type. */
export async function domainQuestions({ statement: { tree }, wanted, rows }: Asking): Promise<readonly Question[]> {
  const [name = '', schema = 'public'] = [...namesIn(tree.typeName)].reverse()
  const constraint = ((tree.def ?? {}) as { readonly Constraint?: Tree }).Constraint
  const added = tree.subtype === 'C' || tree.subtype === 'AD_AddConstraint'
  if (added && constraint?.skip_validation === true) return []
  const asked = added ? String(constraint?.conname) : String(tree.name ?? '')
  const found =
    tree.subtype === 'O' || tree.subtype === 'AD_SetNotNull'
      ? undefined
      : await readConstraint(wanted, { schema, name }, asked)
  const broken = found?.kind === 'check' ? `NOT (${found.expression})` : 'value IS NULL'
  // VALUE in the condition of a domain is read as a column of that name.
  const columns = await readDomainColumns(rows, { schema, name })
  return columns.map((column) => ({
    table: qualified(String(column.schema), String(column.table)),
    what: `break ${asked || 'NOT NULL'} of the domain ${name} in ${column.column}`,
    sql: (from) =>
      `SELECT count(*) FROM (SELECT ${ident(String(column.column))} AS value FROM ${from}) AS asked WHERE ${broken}`,
  }))
}
