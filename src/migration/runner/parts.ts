import { UserError } from '../../base/errors.ts'
import { blankPsqlCommands } from '../../schema/psql.ts'
import { parseStatements, type Statement, type Tree } from '../../schema/statements.ts'

/** Statements that are one transaction, or one that PostgreSQL refuses inside of any. */
export interface Part {
  readonly transactional: boolean
  readonly statements: readonly Statement[]
}

/** A migration's text → its parts: what stands between BEGIN and COMMIT, and what belongs together without them. */
export async function readParts(text: string, file: string): Promise<readonly Part[]> {
  const parts: { transactional: boolean; statements: Statement[] }[] = []
  let open = false
  for (const statement of await parseStatements(blankPsqlCommands(text).sql, file)) {
    const transaction = statement.kind === 'TransactionStmt'
    if (transaction) {
      refuseRollback(statement)
      open = false
    } else if (standsAlone(statement)) {
      parts.push({ transactional: false, statements: [statement] })
      open = false
    } else {
      refuseData(statement)
      if (!open) parts.push({ transactional: true, statements: [] })
      parts.at(-1)?.statements.push(statement)
      open = true
    }
  }
  return parts
}

/** https://www.postgresql.org/docs/current/sql-prepare-transaction.html and the pages of the statements say so. */
function standsAlone({ kind, tree }: Statement): boolean {
  if (tree.concurrent === true) return kind === 'IndexStmt' || kind === 'DropStmt'
  if (kind === 'ReindexStmt') return hasOption(tree, 'concurrently')
  if (kind === 'AlterTableStmt') return JSON.stringify(tree).includes('"concurrent":true')
  return ['VacuumStmt', 'CreatedbStmt', 'DropdbStmt', 'AlterSystemStmt', 'CreateTableSpaceStmt'].includes(kind)
}

function hasOption({ params }: Tree, name: string): boolean {
  return JSON.stringify(params ?? []).includes(`"defname":"${name}"`)
}

function refuseRollback({ tree, file, line }: Statement): void {
  if (!['TRANS_STMT_ROLLBACK', 'TRANS_STMT_PREPARE'].includes(String(tree.kind))) return
  const message = `${file}:${line}: a migration that rolls its own transaction back does nothing. Remove the statement.`
  throw new UserError('unsupported', message, { where: { file, line } })
}

function refuseData({ kind, tree, file, line }: Statement): void {
  if (kind !== 'CopyStmt' || tree.is_from !== true) return
  const message = `${file}:${line}: COPY … FROM reads data that only psql sends. Write INSERT, or run the file with psql.`
  throw new UserError('unsupported', message, { where: { file, line } })
}
