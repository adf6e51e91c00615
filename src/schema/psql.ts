import { UserError } from '../base/errors.ts'
import { LineCounter } from '../base/text.ts'
import { lineEnd, readPiece } from './pieces.ts'

/** `\name rest` on a line of its own. */
export interface PsqlCommand {
  readonly line: number
  readonly name: string
  readonly rest: string
}

/**
 * What psql reads and PostgreSQL does not: meta-commands (`\restrict`, `\connect`) and the data of `COPY … FROM stdin`.
 * They become blanks, so that every offset and line number stays true.
 */
export function blankPsqlCommands(text: string): { readonly sql: string; readonly commands: readonly PsqlCommand[] } {
  if (!/^[ \t]*\\/m.test(text)) return { sql: text, commands: [] }
  const lines = new LineCounter(text)
  const commands: PsqlCommand[] = []
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
      for (const command of commandsOf(line, lines.lineAt(at))) commands.push(command)
      sql += blank(line)
    } else {
      const { next, bare } = readPiece(text, at, end)
      sql += text.slice(at, next)
      copying = startsRows(bare)
      at = next
      continue
    }
    at = end
  }
  return { sql, commands }
}

/** https://www.postgresql.org/docs/current/app-psql.html: these bring in or choose SQL. Left out, they would leave out tables. */
const deciding = /^(?:i|ir|include|include_relative|if|elif|else|endif|gexec|gset|gx|g)$/

/** UserError `unsupported` names file and line of a meta-command that decides what SQL there is; `followed` are the lines of those that were done. */
export function refuseCommands(commands: readonly PsqlCommand[], file: string, followed: readonly number[] = []): void {
  const found = commands.find(({ name, line }) => deciding.test(name) && !followed.includes(line))
  if (!found) return
  const { line, name } = found
  throw new UserError(
    'unsupported',
    `${file}:${line}: psql's \\${name} is not followed here. Put the SQL that it brings into the file, or name a folder whose files are read in the order of their names.`,
    { where: { file, line } },
  )
}

/** A line may hold several; those within quotes are text. */
function commandsOf(line: string, number: number): readonly PsqlCommand[] {
  const found = [...line.matchAll(/\\([^\s\\']*)((?:'[^']*'|[^\\'])*)/g)]
  return found.map(([, name = '', rest = '']) => ({ line: number, name, rest: rest.trim() }))
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ')
}

/** Whether the last statement that ends on these lines has its rows behind it. */
function startsRows(bare: string): boolean {
  const sql = bare.trimEnd()
  return sql.endsWith(';') && /\bFROM\s+stdin\b/i.test(sql.slice(sql.lastIndexOf(';', sql.length - 2) + 1))
}
