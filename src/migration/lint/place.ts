import type { Statement } from '../../schema/statements.ts'
import { actsOf } from '../acts/read.ts'
import type { Placement } from '../situations.ts'

/** A statement of a file, in its transaction. */
export interface PlacedStatement {
  readonly statement: Statement
  readonly transaction: Placement
}

/**
 * Which statements are committed together: what stands between BEGIN and COMMIT, what the tool puts a transaction around, and else all that can be
 * in one, as `db migrate` and most tools do it.
 */
export function place(statements: readonly Statement[], wholeFile: string): readonly PlacedStatement[] {
  if (hasToolTransaction(wholeFile)) {
    const transaction = { kind: 'tool' } as const
    return statements.map((statement) => ({ statement, transaction }))
  }
  const placed: PlacedStatement[] = []
  let open: Placement | undefined
  for (const statement of statements) {
    const change = changeOf(statement)
    if (open?.kind !== 'written' && (change !== undefined || standsAlone(statement))) {
      placed.push({ statement, transaction: { kind: 'alone' } })
      open = change === 'begin' ? { kind: 'written' } : undefined
      continue
    }
    open ??= { kind: 'assumed' }
    placed.push({ statement, transaction: open })
    if (change !== undefined && change !== 'begin') open = undefined
  }
  return placed
}

function changeOf(statement: Statement): 'begin' | 'commit' | 'rollback' | 'prepare' | undefined {
  const [act] = actsOf(statement)
  return act?.kind === 'transaction' ? act.change : undefined
}

/** What PostgreSQL refuses inside a transaction. */
function standsAlone(statement: Statement): boolean {
  if (['VacuumStmt', 'CreatedbStmt', 'DropdbStmt', 'AlterSystemStmt', 'CreateTableSpaceStmt'].includes(statement.kind))
    return true
  return actsOf(statement).some((act) => 'concurrent' in act && act.concurrent && act.kind !== 'refresh')
}

/** dbmate, goose and node-pg-migrate make a transaction, unless the file says otherwise. */
function hasToolTransaction(text: string): boolean {
  if (/^--\s*migrate:(?:up|down)\b/im.test(text))
    return !/^--\s*migrate:(?:up|down)\b.*\btransaction:\s*false/im.test(text)
  if (/^--\s*\+goose\s+(?:up|down)\b/im.test(text)) return !/^--\s*\+goose\s+no\s+transaction\b/im.test(text)
  return /^--\s*(?:up|down) migration\b/im.test(text)
}
