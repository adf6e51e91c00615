import type { Tree } from '../../schema/statements.ts'
import type { Act, KeyKind, Name } from './act.ts'
import { addedColumn, provenColumn, typeName } from './column.ts'
import { inner, nodes, relation, text, words } from './node.ts'

/** What an `ALTER TABLE` does, command by command. */
export function tableActs({ relation: of, cmds }: Tree): readonly Act[] {
  const table = relation(of)
  return nodes(cmds).map((command) => commandAct(table, command))
}

const moves: Readonly<Record<string, string>> = {
  AT_SetLogged: 'SET LOGGED',
  AT_SetUnLogged: 'SET UNLOGGED',
  AT_SetTableSpace: 'SET TABLESPACE',
  AT_SetAccessMethod: 'SET ACCESS METHOD',
}

const security: Readonly<Record<string, string>> = {
  AT_EnableRowSecurity: 'enabled',
  AT_DisableRowSecurity: 'disabled',
  AT_ForceRowSecurity: 'forced on the owner too',
  AT_NoForceRowSecurity: 'no longer forced on the owner',
}

/** These let readers and writers go on: SHARE UPDATE EXCLUSIVE at most. */
const quiet = new Set(['AT_SetStatistics', 'AT_ClusterOn', 'AT_DropCluster', 'AT_SetRelOptions', 'AT_ResetRelOptions'])

function commandAct(table: Name, { subtype, name, def, behavior }: Tree): Act {
  const column = String(name)
  const cascade = behavior === 'DROP_CASCADE'
  const how = moves[String(subtype)]
  if (how !== undefined) return { kind: 'move-rows', table, how }
  const change = security[String(subtype)]
  if (change !== undefined) return { kind: 'row-security', table, change }
  switch (subtype) {
    case 'AT_AddColumn':
      return { kind: 'add-column', table, column: addedColumn(inner(def)) }
    case 'AT_DropColumn':
      return { kind: 'drop-column', table, column, cascade }
    case 'AT_AlterColumnType': {
      const { typeName: type, raw_default } = inner(def)
      return { kind: 'change-type', table, column, type: typeName(type), using: raw_default !== undefined }
    }
    case 'AT_SetNotNull':
      return { kind: 'set-not-null', table, column }
    case 'AT_DropNotNull':
      return { kind: 'drop-not-null', table, column }
    case 'AT_AddConstraint':
      return constraintAct(table, inner(def))
    case 'AT_ValidateConstraint':
      return { kind: 'validate', table, constraint: column }
    case 'AT_DropConstraint':
      return { kind: 'drop-constraint', table, constraint: column, cascade }
    case 'AT_AttachPartition':
    case 'AT_DetachPartition': {
      const { name: partition, concurrent } = inner(def)
      const kind = subtype === 'AT_AttachPartition' ? 'attach' : 'detach'
      return { kind, table, partition: relation(partition), concurrent: concurrent === true }
    }
    case 'AT_DetachPartitionFinalize':
      return { kind: 'detach', table, partition: relation(inner(def).name), concurrent: true }
    default:
      return { kind: 'alter-table', table, brief: !quiet.has(String(subtype)) }
  }
}

const keys: Readonly<Record<string, KeyKind>> = {
  CONSTR_UNIQUE: 'unique',
  CONSTR_PRIMARY: 'primary key',
  CONSTR_EXCLUSION: 'exclusion',
}

function constraintAct(table: Name, node: Tree): Act {
  const constraint = text(node.conname)
  const valid = node.skip_validation !== true && node.is_enforced !== false
  const key = keys[String(node.contype)]
  if (key !== undefined) return { kind: 'add-key', table, key, constraint, usingIndex: node.indexname !== undefined }
  switch (node.contype) {
    case 'CONSTR_FOREIGN':
      return { kind: 'add-foreign-key', table, constraint, references: relation(node.pktable), valid }
    case 'CONSTR_CHECK':
      return { kind: 'add-check', table, constraint, proves: provenColumn(node.raw_expr), valid }
    case 'CONSTR_NOTNULL': {
      const column = words(node.keys)[0] ?? ''
      // PostgreSQL 18: a NOT NULL with a name, which can be validated apart.
      return valid
        ? { kind: 'set-not-null', table, column }
        : { kind: 'add-check', table, constraint, proves: column, valid }
    }
    default:
      return { kind: 'alter-table', table, brief: true }
  }
}
