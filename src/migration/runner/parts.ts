import { UserError } from '../../base/errors.ts'
import { blankPsqlCommands, refuseCommands } from '../../schema/psql.ts'
import { parseStatements, type Statement } from '../../schema/statements.ts'
import { commitsItself, standsAlone } from './alone.ts'
import { isSetting } from './settings.ts'

/** Statements that are one transaction, or one that PostgreSQL refuses inside of any. */
export interface Part {
  readonly transactional: boolean
  /** How its transaction begins: with the isolation that the file asks for. */
  readonly begin: string
  readonly statements: readonly Statement[]
  /** The settings that the file has made before, which hold for the rest of it. */
  readonly settings: readonly Statement[]
}

/**
 * A migration's text → its parts: what stands between BEGIN and COMMIT, and what belongs together without them. UserError `unsupported`
 * for what cannot be done in parts that are noted one by one.
 */
export async function readParts(text: string, file: string): Promise<readonly Part[]> {
  const builder = new Parts(apart.test(text))
  const { sql, commands } = blankPsqlCommands(text)
  refuseCommands(commands, file)
  for (const statement of await parseStatements(sql, file)) builder.add(statement)
  return builder.end()
}

/** How dbmate, goose and we say that nothing is to be put together. */
const apart =
  /^--\s*(?:migrate:(?:up|down)\b.*\btransaction:\s*false|\+goose\s+no\s+transaction|backwright:\s*no-transaction)\b/im

type OpenPart = { transactional: boolean; begin: string; statements: Statement[]; settings: readonly Statement[] }

class Parts {
  /** Whether the file asks that nothing be put together: each statement commits for itself, as in psql. */
  readonly #apart: boolean
  readonly #parts: OpenPart[] = []
  readonly #settings: Statement[] = []
  #begun: Statement | undefined
  #open = false

  constructor(apart: boolean) {
    this.#apart = apart
  }

  add(statement: Statement): void {
    refuseData(statement)
    refuseState(statement)
    if (statement.kind === 'TransactionStmt' && !isInner(statement)) this.#transaction(statement)
    else this.#statement(statement)
  }

  end(): readonly Part[] {
    if (this.#begun) {
      refuse(this.#begun, 'the transaction that begins here is never committed. Write COMMIT where it ends.')
    }
    return this.#parts.filter(({ statements }) => statements.length > 0)
  }

  #transaction(statement: Statement): void {
    const kind = String(statement.tree.kind)
    if (!['TRANS_STMT_BEGIN', 'TRANS_STMT_START', 'TRANS_STMT_COMMIT'].includes(kind)) {
      refuse(
        statement,
        'a migration that rolls back or prepares its own transaction does nothing. Remove the statement.',
      )
    }
    if (statement.tree.chain === true) refuse(statement, 'COMMIT AND CHAIN is not known here. Write COMMIT and BEGIN.')
    const begins = kind !== 'TRANS_STMT_COMMIT'
    if (begins && this.#begun) {
      refuse(
        statement,
        `there is a transaction already, from line ${this.#begun.line} on. Remove BEGIN, or commit first.`,
      )
    }
    this.#begun = begins ? statement : undefined
    this.#open = false
    if (begins) this.#start({ transactional: true, begin: statement.sql })
  }

  #statement(statement: Statement): void {
    const alone = standsAlone(statement) || (this.#apart && !this.#begun && commitsItself(statement))
    if (alone && this.#begun) {
      refuse(
        statement,
        `PostgreSQL refuses it in a transaction, and one begins on line ${this.#begun.line}. Put it outside.`,
      )
    }
    if (alone) this.#start({ transactional: false })
    else if (!this.#open) this.#start({ transactional: true })
    this.#parts.at(-1)?.statements.push(statement)
    if (isSetting(statement)) this.#settings.push(statement)
    // A value of an enum cannot be used in the transaction that adds it.
    const ends = alone || this.#apart || (statement.kind === 'AlterEnumStmt' && statement.tree.oldVal === undefined)
    if (ends && !this.#begun) this.#open = false
  }

  #start({ transactional, begin = 'BEGIN' }: { transactional: boolean; begin?: string }): void {
    this.#parts.push({ transactional, begin, statements: [], settings: [...this.#settings] })
    this.#open = true
  }
}

/** What stays inside its transaction. */
function isInner({ tree }: Statement): boolean {
  return ['TRANS_STMT_SAVEPOINT', 'TRANS_STMT_RELEASE', 'TRANS_STMT_ROLLBACK_TO'].includes(String(tree.kind))
}

function refuseData(statement: Statement): void {
  if (statement.kind !== 'CopyStmt' || statement.tree.is_from !== true || statement.tree.filename !== undefined) return
  refuse(statement, 'COPY … FROM STDIN reads data that only psql sends. Write INSERT, or run the file with psql.')
}

/** The session is the runner's: its lock is in it, and its texts are UTF-8. */
function refuseState(statement: Statement): void {
  const { kind, tree, sql } = statement
  if (kind === 'DiscardStmt' && tree.target === 'DISCARD_ALL') {
    refuse(statement, 'DISCARD ALL would drop the lock that keeps other runs away. Write RESET ALL.')
  }
  if (kind === 'VariableSetStmt' && tree.name === 'client_encoding' && !/utf-?8|unicode|default|reset/i.test(sql)) {
    refuse(statement, 'the file is sent as UTF-8. Save it as UTF-8, and remove the statement.')
  }
}

function refuse({ file, line }: Statement, message: string): never {
  throw new UserError('unsupported', `${file}:${line}: ${message}`, { where: { file, line } })
}
