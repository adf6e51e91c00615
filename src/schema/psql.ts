import { UserError } from '../base/errors.ts'
import { LineCounter } from '../base/text.ts'

/**
 * What psql reads and PostgreSQL does not: meta-commands (`\restrict`, `\connect`) and the data of `COPY … FROM stdin`.
 * They become blanks, so that every offset and line number stays true.
 */
export function blankPsqlCommands(text: string): {
  readonly sql: string
  readonly dropped: readonly { line: number; what: string }[]
} {
  if (!/^[ \t]*\\/m.test(text)) return { sql: text, dropped: [] }
  const lines = new LineCounter(text)
  const dropped: { line: number; what: string }[] = []
  let sql = ''
  let at = 0
  let copying = false
  while (at < text.length) {
    const end = lineEnd(text, at)
    const line = text.slice(at, end)
    if (copying) {
      sql += blank(line)
      copying = !/^\\\.\s*$/.test(line)
    } else if (/^[ \t]*\\/.test(line)) {
      dropped.push({ line: lines.lineAt(at), what: line.trim().split(/\s/, 1)[0] ?? '' })
      sql += blank(line)
    } else {
      const next = tokenEnd(text, at, end)
      const piece = text.slice(at, next)
      sql += piece
      copying = /\bFROM\s+stdin\b[^;]*;\s*$/i.test(piece)
      at = next
      continue
    }
    at = end
  }
  return { sql, dropped }
}

/** https://www.postgresql.org/docs/current/app-psql.html: these bring in or choose SQL. Left out, they would leave out tables. */
const deciding = /^\\(?:i|ir|include|include_relative|if|elif|else|endif|gexec|gset|g)$/

/** UserError `unsupported` names file and line of a meta-command that decides what SQL there is. */
export function refuseCommands(dropped: readonly { line: number; what: string }[], file: string): void {
  const found = dropped.find(({ what }) => deciding.test(what))
  if (!found) return
  const { line, what } = found
  throw new UserError(
    'unsupported',
    `${file}:${line}: psql's ${what} is not followed here. Put the SQL that it brings into the file, or name a folder whose files are read in the order of their names.`,
    { where: { file, line } },
  )
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ')
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end + 1
}

/** The end of the line, or of the line in which the last quote or comment that this line opens is closed. */
function tokenEnd(text: string, from: number, end: number): number {
  const opener = /--[^\n]*|\/\*|'|"|\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/g
  let at = from
  let limit = end
  while (at < limit) {
    opener.lastIndex = at
    const match = opener.exec(text)
    if (!match || match.index >= limit) return limit
    const token = match[0]
    at = match.index + token.length
    if (token.startsWith('--')) continue
    at = closing(text, token, at, match.index)
    if (at > limit) limit = lineEnd(text, at - 1)
  }
  return limit
}

function closing(text: string, token: string, from: number, opened: number): number {
  if (token === '/*') return commentEnd(text, from)
  const escapes = token === "'" && /[eE]$/.test(text.slice(Math.max(0, opened - 1), opened))
  for (let at = from; at < text.length; at++) {
    if (escapes && text[at] === '\\') at++
    else if (text.startsWith(token, at)) return at + token.length
  }
  return text.length
}

/** PostgreSQL's block comments nest. */
function commentEnd(text: string, from: number): number {
  let depth = 1
  for (let at = from; at < text.length; at++) {
    if (text.startsWith('/*', at)) depth++
    else if (text.startsWith('*/', at) && --depth === 0) return at + 2
  }
  return text.length
}
