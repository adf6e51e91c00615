import { loadModule, parseSync, scanSync } from 'libpg-query'
import { UserError } from '../base/errors.ts'
import { excerpt, LineCounter } from '../base/text.ts'
import { ByteOffsets } from './byte-offsets.ts'

/** One statement of a script, with its parse tree as PostgreSQL's own parser gives it. */
export interface Statement {
  readonly sql: string
  /** Where it stands; a schema may come from several files. */
  readonly file: string
  /** The first line of the statement, from 1. */
  readonly line: number
  /** Where `sql` starts, in bytes of the script: the parser's locations count from the script's start. */
  readonly start: number
  /** The parser's node name, such as `CreateStmt`. */
  readonly kind: string
  readonly tree: Tree
}

export type Tree = Readonly<Record<string, unknown>>

/** Splits a script by PostgreSQL's own grammar; UserError `bad-sql` names file and line. */
export async function parseStatements(sql: string, file: string): Promise<readonly Statement[]> {
  await loadModule()
  const lines = new LineCounter(sql)
  const bytes = new ByteOffsets(sql)
  const parsed = parse(sql, file, lines)
  return parsed.map(({ stmt, stmt_location: start = 0, stmt_len: length }) => {
    const raw = bytes.slice(start, length)
    const lead = leadingBlanks(raw)
    const [kind = '', tree = {}] = Object.entries(stmt)[0] ?? []
    return {
      sql: raw.slice(lead).trimEnd(),
      file,
      line: lines.lineAt(bytes.charAt(start) + lead),
      start: start + encoder.encode(raw.slice(0, lead)).length,
      kind,
      tree: tree as Tree,
    }
  })
}

/** A comment as it is written, `--` or the signs of a block included. */
export interface Comment {
  readonly text: string
  /** Its first line, from 1. */
  readonly line: number
}

/** The comments of a script, told from those in strings by PostgreSQL's own scanner. The script is one that parses. */
export async function readComments(sql: string): Promise<readonly Comment[]> {
  await loadModule()
  const lines = new LineCounter(sql)
  const bytes = new ByteOffsets(sql)
  return scanSync(sql.replace(control, ' '))
    .tokens.filter(({ tokenName }) => tokenName === 'SQL_COMMENT' || tokenName === 'C_COMMENT')
    .map(({ start, end }) => ({ text: bytes.slice(start, end - start), line: lines.lineAt(bytes.charAt(start)) }))
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the scanner answers in JSON and leaves these as they are; none of them ends a comment.
const control = /[\u0001-\u0008\u000b\u000c\u000e-\u001f]/g

interface RawStatement {
  readonly stmt: Readonly<Record<string, unknown>>
  readonly stmt_location?: number
  readonly stmt_len?: number
}

/**
 * The scanner reads what is left of a run of operator signs anew at each `+` and at each start of a comment in it. 10 MB of them would take
 * hours, and nothing can stop the parser meanwhile.
 */
function endlessRun(sql: string): number | undefined {
  let run = { from: 0, to: -1, restarts: 0 }
  // By pieces, because one pattern for all of a long run has no room to match in.
  for (const { 0: piece, index } of sql.matchAll(/[-~!@#^&|`?+*/%<>=]{1000}/g)) {
    if (index !== run.to) run = { from: index, to: index, restarts: 0 }
    run.to += piece.length
    run.restarts += piece.match(/\+|\/\*/g)?.length ?? 0
    if (run.restarts > 100) return run.from
  }
  return undefined
}

function parse(sql: string, file: string, lines: LineCounter): readonly RawStatement[] {
  const refuse = (at: number, why: string, cause?: unknown) => {
    const line = lines.lineAt(at)
    return new UserError('bad-sql', `${file}:${line}: ${why}`, { cause, where: { file, line } })
  }
  const nul = sql.indexOf('\0')
  if (nul >= 0) throw refuse(nul, 'the file contains a NUL byte, which no SQL text may. Is it really a text file?')
  const run = endlessRun(sql)
  if (run !== undefined)
    throw refuse(run, 'a thousand signs of operators or comments in a row. Put blanks between them.')
  try {
    return (parseSync(sql) as { stmts?: readonly RawStatement[] }).stmts ?? []
  } catch (error) {
    const { message, sqlDetails } = error as Error & { sqlDetails?: { cursorPosition?: number } }
    const tooDeep = error instanceof RangeError || message.startsWith('memory exhausted')
    const why = tooDeep ? 'an expression is nested too deeply to be read. Write it flatter.' : excerpt(message, 300)
    throw refuse(sqlDetails?.cursorPosition ?? 0, why, error)
  }
}

/** Blank lines and comments before a statement belong to its text, but not to its place. */
function leadingBlanks(sql: string): number {
  return /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(sql)?.[0].length ?? 0
}

const encoder = new TextEncoder()
