import type { Statement, Tree } from '../../schema/statements.ts'
import type { Act, Name } from './act.ts'
import { hasOption, inner, list, named, nodes, objectKind, relation, text, words } from './node.ts'
import { dropActs, dropped, renameActs } from './object.ts'
import { isZero, selectActs, transactionActs } from './session.ts'
import { tableActs } from './table.ts'

/** What a statement does, as far as a rule may have something to say about it. */
export function actsOf({ kind, tree }: Pick<Statement, 'kind' | 'tree'>): readonly Act[] {
  return readers[kind]?.(tree) ?? []
}

type Reader = (tree: Tree) => readonly Act[]

const readers: Readonly<Record<string, Reader>> = {
  AlterTableStmt: (tree) => (alterable.has(String(tree.objtype)) ? tableActs(tree) : []),
  CreateStmt: ({ relation: of }) => [make('table', relation(of))],
  CreateTableAsStmt: ({ into, objtype }) => [make(objectKind(objtype), relation((into as Tree).rel))],
  SelectStmt: selectActs,
  ViewStmt: ({ view, replace, options }) => [
    {
      kind: 'make-view',
      name: relation(view),
      replaces: replace === true,
      options: nodes(options).map(({ defname }) => String(defname)),
    },
  ],
  CreateEnumStmt: ({ typeName }) => [make('type', named(words(typeName)))],
  CompositeTypeStmt: ({ typevar }) => [make('type', relation(typevar))],
  CreateDomainStmt: ({ domainname, constraints }) => [
    make(list(constraints).length > 0 ? 'checked domain' : 'domain', named(words(domainname))),
  ],
  CreateFunctionStmt: ({ funcname, is_procedure }) => [
    make(is_procedure === true ? 'procedure' : 'function', named(words(funcname))),
  ],
  CreateSchemaStmt: ({ schemaname }) => [make('schema', { name: String(schemaname) })],
  CreateTrigStmt: ({ relation: of }) => [{ kind: 'make-trigger', table: relation(of) }],
  CreatePolicyStmt: ({ table, policy_name }) => [policy(table, `policy ${String(policy_name)} is made`)],
  AlterPolicyStmt: ({ table, policy_name }) => [policy(table, `policy ${String(policy_name)} is changed`)],
  IndexStmt: (tree) => [
    {
      kind: 'make-index',
      table: relation(tree.relation),
      index: text(tree.idxname),
      concurrent: tree.concurrent === true,
      ifNotExists: tree.if_not_exists === true,
      only: (tree.relation as Tree).inh !== true,
    },
  ],
  DropStmt: dropActs,
  DropdbStmt: ({ dbname }) => [dropped('database', { name: String(dbname) })],
  RenameStmt: renameActs,
  AlterObjectSchemaStmt: ({ objectType, relation: of, newschema }) =>
    of === undefined
      ? []
      : [{ kind: 'rename', what: objectKind(objectType), name: relation(of), to: `schema ${String(newschema)}` }],
  TruncateStmt: ({ relations, behavior }) =>
    nodes(relations).map((of) => ({
      kind: 'truncate',
      table: relation(of),
      cascade: behavior === 'DROP_CASCADE',
    })),
  ReindexStmt: ({ kind, relation: of, name, params }) => [
    {
      kind: 'reindex',
      what: String(kind).replace('REINDEX_OBJECT_', '').toLowerCase(),
      name: of === undefined ? { name: String(name ?? 'the database') } : relation(of),
      concurrent: hasOption(params, 'concurrently'),
    },
  ],
  RefreshMatViewStmt: ({ relation: of, concurrent }) => [
    { kind: 'refresh', name: relation(of), concurrent: concurrent === true },
  ],
  VacuumStmt: ({ options, rels }) => (hasOption(options, 'full') ? repacked('VACUUM FULL', nodes(rels)) : []),
  ClusterStmt: (tree) => repacked('CLUSTER', tree.relation === undefined ? [] : [tree]),
  UpdateStmt: ({ relation: of, whereClause, fromClause }) =>
    whereClause === undefined && fromClause === undefined
      ? [{ kind: 'write-all', verb: 'UPDATE', table: relation(of) }]
      : [],
  DeleteStmt: ({ relation: of, whereClause, usingClause }) =>
    whereClause === undefined && usingClause === undefined
      ? [{ kind: 'write-all', verb: 'DELETE', table: relation(of) }]
      : [],
  AlterEnumStmt: ({ typeName, oldVal, newVal }) => {
    const type = named(words(typeName))
    return oldVal === undefined
      ? [{ kind: 'add-enum-value', type, value: String(newVal) }]
      : [{ kind: 'rename', what: 'enum value', name: type, part: String(oldVal), to: String(newVal) }]
  },
  AlterDomainStmt: domainActs,
  TransactionStmt: ({ kind }) => transactionActs(String(kind).replace('TRANS_STMT_', '')),
  VariableSetStmt: ({ kind, name, args, is_local }) => [
    {
      kind: 'set',
      setting: String(name),
      local: is_local === true,
      unlimited: kind !== 'VAR_SET_VALUE' || isZero(list(args)[0]),
    },
  ],
}

const alterable = new Set(['OBJECT_TABLE', 'OBJECT_MATVIEW', 'OBJECT_FOREIGN_TABLE'])

function make(what: string, name: Name): Act {
  return { kind: 'make', what, name, replaces: false }
}

function policy(table: unknown, change: string): Act {
  return { kind: 'row-security', table: relation(table), change }
}

/** The parser's letters for the forms of ALTER DOMAIN: https://github.com/postgres/postgres/blob/master/src/include/nodes/parsenodes.h */
function domainActs({ subtype, typeName, def }: Tree): readonly Act[] {
  const domain = named(words(typeName))
  if (subtype === 'C' || subtype === 'AD_AddConstraint') {
    return [{ kind: 'constrain-domain', domain, valid: inner(def).skip_validation !== true, change: 'ADD CONSTRAINT' }]
  }
  if (subtype === 'O' || subtype === 'AD_SetNotNull') {
    return [{ kind: 'constrain-domain', domain, valid: true, change: 'SET NOT NULL' }]
  }
  return []
}

function repacked(how: 'VACUUM FULL' | 'CLUSTER', rels: readonly Tree[]): readonly Act[] {
  if (rels.length === 0) return [{ kind: 'repack', how, table: undefined }]
  return rels.map(({ relation: of }) => ({ kind: 'repack', how, table: relation(of) }))
}
