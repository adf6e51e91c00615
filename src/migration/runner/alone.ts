import type { Statement, Tree } from '../../schema/statements.ts'

/** Whether PostgreSQL refuses a statement inside a transaction; the pages of the statements say so. */
export function standsAlone({ kind, tree }: Statement): boolean {
  switch (kind) {
    case 'IndexStmt':
    case 'DropStmt':
      return tree.concurrent === true
    case 'ReindexStmt':
      return (
        hasOption(tree, 'concurrently') || !['REINDEX_OBJECT_INDEX', 'REINDEX_OBJECT_TABLE'].includes(String(tree.kind))
      )
    case 'AlterTableStmt':
      return detached(tree) !== undefined
    case 'VacuumStmt':
      return tree.is_vacuumcmd === true
    case 'ClusterStmt':
      return tree.relation === undefined
    case 'AlterDatabaseStmt':
      return hasOption(tree, 'tablespace')
    default:
      return always.has(kind)
  }
}

const always = new Set([
  'CreatedbStmt',
  'DropdbStmt',
  'AlterSystemStmt',
  'CreateTableSpaceStmt',
  'DropTableSpaceStmt',
  'CreateSubscriptionStmt',
  'DropSubscriptionStmt',
])

/** Whether a statement may hold a COMMIT, which a transaction around it would refuse. */
export function commitsItself({ kind }: Statement): boolean {
  return kind === 'CallStmt' || kind === 'DoStmt'
}

/** A name of a table as the parser has it. */
export interface Relation {
  readonly schemaname?: string
  readonly relname: string
}

/** The partition that a statement takes off CONCURRENTLY. */
export function detached({ cmds }: Tree): Relation | undefined {
  const commands = (cmds ?? []) as readonly { AlterTableCmd?: { def?: { PartitionCmd?: PartitionCommand } } }[]
  const command = commands
    .map((each) => each.AlterTableCmd?.def?.PartitionCmd)
    .find((each) => each?.concurrent === true)
  return command?.name
}

interface PartitionCommand {
  readonly name: Relation
  readonly concurrent?: boolean
}

/** Whether the list in parentheses, or its old spelling, names an option. */
export function hasOption({ params, options }: Tree, name: string): boolean {
  const list = (params ?? options ?? []) as readonly { DefElem?: { defname?: string } }[]
  return list.some(({ DefElem }) => DefElem?.defname === name)
}
