import { LineCounter } from '../../base/text.ts'

export interface MysqlStatement {
  readonly sql: string
  /** Counts from 1. */
  readonly line: number
}

/** Cuts a MySQL or MariaDB script at its delimiters; comments, also the versioned ones of mysqldump, become blanks. */
export function mysqlStatements(text: string): readonly MysqlStatement[] {
  const lines = new LineCounter(text)
  const statements: MysqlStatement[] = []
  let parts: Token[] = []
  const close = () => {
    const first = parts.find(({ kind, text: part }) => kind === 'code' && part.trim() !== '')
    const sql = parts.map(({ kind, text: part }) => (kind === 'comment' ? ' ' : part)).join('')
    if (first) statements.push({ sql: sql.trim(), line: lines.lineAt(first.at) })
    parts = []
  }
  for (const token of tokens(text)) {
    if (token.kind === 'delimiter') close()
    else parts.push(token)
  }
  close()
  return statements
}

interface Token {
  readonly kind: 'code' | 'comment' | 'delimiter' | 'delimiter-command'
  readonly text: string
  readonly at: number
}

const quoted = /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`]|``)*`/y
const comment = /--(?=\s|$)[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\//y
const plain = /[\w(),.= \t]+/y
const delimiterCommand = /(?<=^|\n)[ \t]*DELIMITER[ \t]+\S+[^\n]*/iy

function* tokens(text: string): Iterable<Token> {
  let delimiter = ';'
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at, delimiter)
    if (token.kind === 'delimiter-command') delimiter = token.text.trim().split(/\s+/)[1] ?? delimiter
    else yield token
    at += token.text.length
  }
}

function tokenAt(text: string, at: number, delimiter: string): Token {
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0]
  }
  const command = match(delimiterCommand)
  if (command) return { kind: 'delimiter-command', text: command, at }
  if (text.startsWith(delimiter, at)) return { kind: 'delimiter', text: delimiter, at }
  const blank = match(comment)
  if (blank) return { kind: 'comment', text: blank, at }
  return { kind: 'code', text: match(quoted) ?? match(plain) ?? text.charAt(at), at }
}
