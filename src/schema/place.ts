import type { Location } from '../base/finding.ts'
import type { Statement, Tree } from './statements.ts'

/** Something that a script makes, by the names that a finding may use, and where. */
interface Made {
  readonly kind: 'table' | 'column' | 'index' | 'constraint'
  readonly name: string
  readonly table: string
  readonly schema: string | undefined
  /** In bytes of the script; absent for the start of the statement. */
  readonly location?: number
}

/** The line of the script that makes what a finding is about, as exactly as it can be told; undefined when none does. */
export function lineOf(at: Location, statements: readonly Statement[]): number | undefined {
  for (const kind of ['index', 'constraint', 'column', 'table'] as const) {
    const name = at[kind]
    if (name === undefined) continue
    for (const statement of statements) {
      const found = [...made(statement)].find((thing) => thing.kind === kind && thing.name === name && owned(thing, at))
      if (found) return lineAt(statement, found.location ?? statement.start)
    }
  }
  return undefined
}

function owned({ table, schema }: Made, at: Location): boolean {
  return (
    (at.table === undefined || at.table === table) &&
    // A name without a schema is found by the search path, which the parser does not follow.
    (schema === undefined || at.schema === undefined || schema === at.schema)
  )
}

function lineAt({ sql, line, start }: Statement, location: number): number {
  const before = new TextDecoder().decode(new TextEncoder().encode(sql).subarray(0, Math.max(0, location - start)))
  return line + before.split('\n').length - 1
}

function* made({ kind, tree }: Statement): Iterable<Made> {
  const relation = (tree.relation ?? {}) as Tree
  const table = { table: String(relation.relname), schema: text(relation.schemaname) }
  if (kind === 'IndexStmt') yield { kind: 'index', name: String(tree.idxname), ...table }
  if (kind === 'CreateStmt') {
    yield { kind: 'table', name: table.table, ...table }
    for (const element of nodes(tree.tableElts)) yield* parts(element, table)
  }
  if (kind === 'AlterTableStmt') {
    for (const { AlterTableCmd } of nodes(tree.cmds))
      yield* parts((AlterTableCmd as Tree | undefined)?.def as Tree, table)
  }
}

type Owner = Pick<Made, 'table' | 'schema'>

function* parts(element: Tree | undefined, owner: Owner): Iterable<Made> {
  const column = element?.ColumnDef as Tree | undefined
  const constraint = element?.Constraint as Tree | undefined
  if (column) {
    const name = String(column.colname)
    yield { kind: 'column', name, ...owner, ...located(column) }
    for (const { Constraint } of nodes(column.constraints)) yield* named(Constraint as Tree, [name], owner)
  }
  if (constraint) yield* named(constraint, names(constraint.fk_attrs ?? constraint.keys), owner)
}

/** https://www.postgresql.org/docs/current/sql-createtable.html: a constraint, and its index, get a name when they have none. */
const suffixes: Readonly<Record<string, string>> = {
  CONSTR_FOREIGN: 'fkey',
  CONSTR_UNIQUE: 'key',
  CONSTR_CHECK: 'check',
}

function* named(constraint: Tree, columns: readonly string[], owner: Owner): Iterable<Made> {
  const { contype, conname } = constraint
  const suffix = suffixes[String(contype)]
  const standard =
    contype === 'CONSTR_PRIMARY' ? `${owner.table}_pkey` : suffix && [owner.table, ...columns, suffix].join('_')
  const name = text(conname) ?? standard
  if (name === undefined) return
  for (const kind of ['constraint', 'index'] as const) yield { kind, name, ...owner, ...located(constraint) }
}

function located({ location }: Tree): { readonly location?: number } {
  return typeof location === 'number' ? { location } : {}
}

function nodes(value: unknown): readonly Tree[] {
  return Array.isArray(value) ? (value as readonly Tree[]) : []
}

function names(value: unknown): readonly string[] {
  return nodes(value).map(({ String: node }) => String((node as Tree | undefined)?.sval))
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
