import { loadModule, parseSync, scanSync } from 'libpg-query'
import { UserError } from '../base/errors.ts'
import { excerpt, LineCounter } from '../base/text.ts'

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
  return scanSync(sql)
    .tokens.filter(({ tokenName }) => tokenName === 'SQL_COMMENT' || tokenName === 'C_COMMENT')
    .map(({ start, end }) => ({ text: bytes.slice(start, end - start), line: lines.lineAt(bytes.charAt(start)) }))
}

interface RawStatement {
  readonly stmt: Readonly<Record<string, unknown>>
  readonly stmt_location?: number
  readonly stmt_len?: number
}

function parse(sql: string, file: string, lines: LineCounter): readonly RawStatement[] {
  const nul = sql.indexOf('\0')
  if (nul >= 0) {
    const line = lines.lineAt(nul)
    throw new UserError(
      'bad-sql',
      `${file}:${line}: the file contains a NUL byte, which no SQL text may. Is it really a text file?`,
      { where: { file, line } },
    )
  }
  try {
    return (parseSync(sql) as { stmts?: readonly RawStatement[] }).stmts ?? []
  } catch (error) {
    const { message, sqlDetails } = error as Error & { sqlDetails?: { cursorPosition?: number } }
    const line = lines.lineAt(sqlDetails?.cursorPosition ?? 0)
    const tooDeep = error instanceof RangeError || message.startsWith('memory exhausted')
    const why = tooDeep ? 'an expression is nested too deeply to be read. Write it flatter.' : excerpt(message, 300)
    throw new UserError('bad-sql', `${file}:${line}: ${why}`, { cause: error, where: { file, line } })
  }
}

/** Blank lines and comments before a statement belong to its text, but not to its place. */
function leadingBlanks(sql: string): number {
  return /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(sql)?.[0].length ?? 0
}

/** The parser counts bytes of UTF-8, JavaScript counts UTF-16 units. */
class ByteOffsets {
  readonly #text: string
  readonly #buffer: Uint8Array | undefined

  constructor(text: string) {
    this.#text = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the question is whether the text is plain ASCII.
    this.#buffer = /^[\u0000-\u007f]*$/.test(text) ? undefined : new TextEncoder().encode(text)
  }

  slice(start: number, length: number | undefined): string {
    const end = length ? start + length : undefined
    return this.#buffer ? decoder.decode(this.#buffer.subarray(start, end)) : this.#text.slice(start, end)
  }

  charAt(byte: number): number {
    return this.#buffer ? decoder.decode(this.#buffer.subarray(0, byte)).length : byte
  }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
