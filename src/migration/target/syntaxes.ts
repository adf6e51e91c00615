import type { Tree } from '../../schema/statements.ts'
import type { Feature } from './features.ts'

/** Something that the grammar or the keyword of a statement shows. */
export interface Syntax extends Feature {
  /** Node kinds of the parser. */
  readonly kinds: readonly string[]
  readonly holds: (tree: Tree) => boolean
}

const always = () => true

const jsonConstructors = [
  'JsonObjectConstructor',
  'JsonArrayConstructor',
  'JsonArrayQueryConstructor',
  'JsonObjectAgg',
  'JsonArrayAgg',
]

/** From the release notes, https://www.postgresql.org/docs/release/, section "Migration" aside. */
export const syntaxes: readonly Syntax[] = [
  {
    since: 18,
    name: 'a virtual generated column',
    kinds: ['Constraint'],
    holds: (tree) => tree.generated_kind === 'v',
  },
  { since: 18, name: 'WITHOUT OVERLAPS', kinds: ['Constraint'], holds: (tree) => tree.without_overlaps === true },
  {
    since: 18,
    name: 'a foreign key over a PERIOD',
    kinds: ['Constraint'],
    holds: (tree) => tree.fk_with_period === true,
  },
  { since: 18, name: 'NOT ENFORCED', kinds: ['Constraint'], holds: isNotEnforced },
  {
    since: 18,
    name: 'NOT NULL as a constraint of its own',
    kinds: ['AlterTableCmd', 'AlterDomainStmt'],
    holds: addsNotNull,
  },
  { since: 18, name: 'ALTER CONSTRAINT … ENFORCED or INHERIT', kinds: ['ATAlterConstraint'], holds: altersEnforcement },
  { since: 17, name: 'SET EXPRESSION', kinds: ['AlterTableCmd'], holds: (tree) => tree.subtype === 'AT_SetExpression' },
  { since: 17, name: 'the privilege MAINTAIN', kinds: ['AccessPriv'], holds: (tree) => tree.priv_name === 'maintain' },
  { since: 17, name: 'JSON_TABLE', kinds: ['JsonTable'], holds: always },
  { since: 17, name: 'JSON_VALUE, JSON_QUERY and JSON_EXISTS', kinds: ['JsonFuncExpr'], holds: always },
  {
    since: 17,
    name: 'JSON(…) and JSON_SCALAR',
    kinds: ['JsonParseExpr', 'JsonScalarExpr', 'JsonSerializeExpr'],
    holds: always,
  },
  { since: 17, name: 'RETURNING of MERGE', kinds: ['MergeStmt'], holds: (tree) => tree.returningClause !== undefined },
  {
    since: 16,
    name: 'STORAGE of a new column',
    kinds: ['ColumnDef'],
    holds: (tree) => typeof tree.storage_name === 'string',
  },
  { since: 16, name: 'IS JSON', kinds: ['JsonIsPredicate'], holds: always },
  { since: 16, name: 'JSON_OBJECT and JSON_ARRAY', kinds: jsonConstructors, holds: always },
  {
    since: 16,
    name: 'GRANT … WITH INHERIT or SET',
    kinds: ['GrantRoleStmt'],
    holds: (tree) => hasOption(tree.opt, ['inherit', 'set']),
  },
  {
    since: 16,
    name: 'rules of a collation',
    kinds: ['DefineStmt'],
    holds: (tree) => tree.kind === 'OBJECT_COLLATION' && hasOption(tree.definition, ['rules']),
  },
  {
    since: 15,
    name: 'NULLS NOT DISTINCT',
    kinds: ['Constraint', 'IndexStmt'],
    holds: (tree) => tree.nulls_not_distinct === true,
  },
  {
    since: 15,
    name: 'SET NULL of some columns',
    kinds: ['Constraint'],
    holds: (tree) => Array.isArray(tree.fk_del_set_cols),
  },
  { since: 15, name: 'security_invoker', kinds: ['DefElem'], holds: (tree) => tree.defname === 'security_invoker' },
  { since: 15, name: 'rows or columns of a publication', kinds: ['PublicationObjSpec'], holds: choosesRows },
  {
    since: 15,
    name: 'the schemas of a publication',
    kinds: ['PublicationObjSpec'],
    holds: (tree) => String(tree.pubobjtype).includes('IN_SCHEMA'),
  },
  { since: 15, name: 'MERGE', kinds: ['MergeStmt'], holds: always },
  {
    since: 15,
    name: 'SET ACCESS METHOD',
    kinds: ['AlterTableCmd'],
    holds: (tree) => tree.subtype === 'AT_SetAccessMethod',
  },
]

/** The parser writes `is_enforced` where it is true, and for checks and foreign keys only. */
function isNotEnforced({ contype, is_enforced: enforced }: Tree): boolean {
  return (contype === 'CONSTR_CHECK' || contype === 'CONSTR_FOREIGN') && enforced !== true
}

function addsNotNull({ subtype, def }: Tree): boolean {
  const { Constraint: constraint } = (def ?? {}) as { Constraint?: Tree }
  return (subtype === 'AT_AddConstraint' || subtype === 'C') && constraint?.contype === 'CONSTR_NOTNULL'
}

function altersEnforcement({ alterEnforceability, alterInheritability }: Tree): boolean {
  return alterEnforceability === true || alterInheritability === true
}

function choosesRows({ pubtable }: Tree): boolean {
  const { columns, whereClause } = (pubtable ?? {}) as Tree
  return columns !== undefined || whereClause !== undefined
}

function hasOption(options: unknown, names: readonly string[]): boolean {
  const list = Array.isArray(options) ? (options as readonly { DefElem?: Tree }[]) : []
  return list.some(({ DefElem: option }) => names.includes(String(option?.defname)))
}
