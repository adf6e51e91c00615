import { UserError } from '../base/errors.ts'
import { blankPsqlCommands, type PsqlCommand, refuseCommands } from './psql.ts'
import { parseStatements, type Statement } from './statements.ts'
import type { SourceText } from './text.ts'

/** A file that psql's `\i` or `\ir` brings in, and the line that says so. */
export interface Include {
  readonly line: number
  readonly source: SourceText
}

/** Where included files may lie, and who reads them by a path that is known to lead there; undefined for a link that leads elsewhere. */
export interface IncludeFolder {
  /** As `normalPath` says it. */
  readonly path: string
  readonly read: (path: string) => Promise<string | undefined>
}

/** Files that bring in each other end here: so much text, each file counted as at least so much. */
const mostText = 50_000_000
const leastOfFile = 10_000

/** A text with the files that it brings in, which lie in the folder or below. UserErrors `missing-file`, `unsupported` with file and line. */
export async function withIncludes(text: SourceText, folder: IncludeFolder): Promise<SourceText> {
  let left = mostText
  const include = async (source: SourceText): Promise<SourceText> => {
    if (!/^[ \t]*\\i/m.test(source.text)) return source
    const includes: Include[] = []
    for (const command of blankPsqlCommands(source.text).commands) {
      const path = pathOf(command, source.file)
      if (path === undefined) continue
      const found = await readIncluded(path, command, source.file, folder)
      left -= Math.max(found.length, leastOfFile)
      if (left < 0) throw refused(command, source.file, 'brings in too much: do files include each other?')
      includes.push({ line: command.line, source: await include({ file: path, text: found }) })
    }
    return { ...source, includes }
  }
  return include(text)
}

/** `\ir` is relative to the file, `\i` to the working directory: https://www.postgresql.org/docs/current/app-psql.html */
function pathOf({ name, rest }: PsqlCommand, file: string): string | undefined {
  if (!/^(?:i|ir|include|include_relative)$/.test(name)) return undefined
  const [, quoted, bare] = /^(?:'([^'\\]+)'|([^\s'"`:\\]+))\s*$/.exec(rest) ?? []
  const path = quoted ?? bare
  if (path === undefined) return undefined
  return normalPath(/r/.test(name) && !path.startsWith('/') ? `${folderOf(file)}/${path}` : path)
}

async function readIncluded(path: string, command: PsqlCommand, file: string, folder: IncludeFolder): Promise<string> {
  const elsewhere = () =>
    refused(
      command,
      file,
      `leads out of ${folder.path === '' ? 'the working directory' : folder.path}. Name a file there.`,
    )
  const inside = folder.path === '' ? !/^(?:\.\.(?:\/|$)|\/)/.test(path) : path.startsWith(`${folder.path}/`)
  if (!inside) throw elsewhere()
  try {
    const text = await folder.read(path)
    if (text === undefined) throw elsewhere()
    return text.replace(/^\uFEFF/, '')
  } catch (error) {
    if (!(error instanceof UserError && error.code === 'missing-file')) throw error
    const { line } = command
    throw new UserError(error.code, `${file}:${line}: ${error.message}`, { cause: error, where: { file, line } })
  }
}

function refused({ line, name, rest }: PsqlCommand, file: string, why: string): UserError {
  return new UserError('unsupported', `${file}:${line}: \\${name} ${rest} ${why}`, { where: { file, line } })
}

export function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/') || (path.startsWith('/') ? '/' : '.')
}

/** The path with `.` and `..` worked off; the working directory is empty. */
export function normalPath(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`
}

/** The statements of a text, and where it brings in a file, those of that file. UserErrors `bad-sql`, `unsupported`. */
export async function statementsOf({ file, text, includes = [] }: SourceText): Promise<readonly Statement[]> {
  const { sql, commands } = blankPsqlCommands(text.replace(/^\uFEFF/, ''))
  refuseCommands(
    commands,
    file,
    includes.map(({ line }) => line),
  )
  const all: Statement[] = []
  const own = sql.trim() === '' ? [] : await parseStatements(sql, file)
  let next = 0
  for (const { line, source } of includes) {
    for (let each = own[next]; each && each.line < line; each = own[++next]) {
      if (lastLine(each) >= line)
        refuseCommands(
          commands.filter((command) => command.line === line),
          file,
        )
      all.push(each)
    }
    for (const each of await statementsOf(source)) all.push(each)
  }
  for (const each of own.slice(next)) all.push(each)
  return all
}

function lastLine({ sql, line }: Statement): number {
  return line + sql.split('\n').length - 1
}
