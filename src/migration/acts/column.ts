import type { Tree } from '../../schema/statements.ts'
import type { AddedColumn, KeyKind } from './act.ts'
import { inner, nodes, relation, words } from './node.ts'

const keys: Readonly<Record<string, KeyKind>> = { CONSTR_UNIQUE: 'unique', CONSTR_PRIMARY: 'primary key' }

/** A `ColumnDef`. */
export function addedColumn(node: Tree): AddedColumn {
  const constraints = nodes(node.constraints)
  const find = (contype: string) => constraints.find((constraint) => constraint.contype === contype)
  const generated = find('CONSTR_GENERATED')
  const foreign = find('CONSTR_FOREIGN')
  const key = constraints.map(({ contype }) => keys[String(contype)]).find((kind) => kind !== undefined)
  return {
    name: String(node.colname),
    type: typeName(node.typeName),
    default: find('CONSTR_DEFAULT')?.raw_expr as Tree | undefined,
    notNull: find('CONSTR_NOTNULL') !== undefined || key === 'primary key',
    identity: find('CONSTR_IDENTITY') !== undefined,
    generated: generated && (generated.generated_kind === 'v' ? 'virtual' : 'stored'),
    checked: find('CONSTR_CHECK') !== undefined,
    key,
    references: foreign && relation(foreign.pktable),
  }
}

/** The last part of a type's name, with `[]` for an array. */
export function typeName(node: unknown): string {
  const { names, arrayBounds } = (node ?? {}) as Tree
  return `${words(names).at(-1) ?? ''}${arrayBounds === undefined ? '' : '[]'}`
}

/** The column of which an expression says `IS NOT NULL`, alone or beside other conditions. */
export function provenColumn(expression: unknown): string | undefined {
  const { NullTest, BoolExpr } = (expression ?? {}) as Record<string, Tree | undefined>
  if (BoolExpr?.boolop === 'AND_EXPR') {
    return (BoolExpr.args as readonly unknown[]).map(provenColumn).find((column) => column !== undefined)
  }
  if (NullTest?.nulltesttype !== 'IS_NOT_NULL') return undefined
  const fields = words(inner(NullTest.arg).fields)
  return fields.length === 1 ? fields[0] : undefined
}
