import { CsvError, parse } from 'csv-parse/sync'
import { UserError } from '../base/errors.ts'

/** One request's share of the data, by the names of its columns; of CSV all are texts. */
export type Row = Readonly<Record<string, unknown>>

export interface Data {
  readonly rows: readonly Row[]
  /** Whether a value is what it is, as in JSON; else a text may stand for a number. */
  readonly isTyped: boolean
}

/** A file of data → its rows, at least one: a JSON array of objects, or CSV with a line of names, separated by commas, semicolons or tabs. UserError `bad-input`. */
export function parseData(text: string, path: string): Data {
  const isTyped = /^\s*\[/.test(text)
  const rows = isTyped ? jsonRows(text, path) : csvRows(text, path)
  if (rows.length > 0) return { rows, isTyped }
  throw mistake(path, undefined, 'has no row of data. Write a line of names, and at least one line below it.')
}

function jsonRows(text: string, path: string): readonly Row[] {
  const list = parseJson(text, path)
  const wrong = list.findIndex((row) => typeof row !== 'object' || row === null || Array.isArray(row))
  if (wrong < 0) return list as readonly Row[]
  throw mistake(
    path,
    undefined,
    `has something in place ${wrong + 1} that is no object. Write [{"name": "value"}, ...].`,
  )
}

function parseJson(text: string, path: string): readonly unknown[] {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const { message } = cause as SyntaxError
    const position = / at position (\d+)/.exec(message)?.[1]
    const end = position === undefined ? text.length : Number(position)
    const line = position === undefined && !/end of JSON/.test(message) ? undefined : lineAt(text, end)
    throw mistake(path, line, `is not JSON: ${message.replace(/ at position.*/s, '')}.`, cause)
  }
}

function csvRows(text: string, path: string): readonly Row[] {
  let names: readonly string[] = []
  const columns = (header: string[]) => {
    names = header.map((name) => name.trim())
    return [...names]
  }
  try {
    const rows: Row[] = parse(text, { bom: true, columns, delimiter: delimiterOf(text), skip_empty_lines: true })
    refuseNames(names, path)
    return rows
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    throw mistake(path, Number(cause.lines) || undefined, `is not CSV: ${csvWords(cause)}.`, cause)
  }
}

/** The one that comes first in the names. */
function delimiterOf(text: string): string {
  return /^[^\r\n,;\t]*([,;\t])/.exec(text)?.[1] ?? ','
}

function refuseNames(names: readonly string[], path: string): void {
  const unnamed = names.indexOf('')
  if (unnamed >= 0) throw mistake(path, 1, `has a column without a name, number ${unnamed + 1}. Give it one.`)
  const twice = names.find((name, index) => names.indexOf(name) < index)
  if (twice !== undefined) throw mistake(path, 1, `has two columns called ${JSON.stringify(twice)}. Rename one.`)
}

function csvWords({ code, message }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'a quote is not closed'
  if (code === 'INVALID_OPENING_QUOTE') return 'a value has a quote in it. Write "a ""quoted"" word"'
  return message.replace(/:? (?:on|at) line \d+.*/s, '')
}

function lineAt(text: string, end: number): number {
  return text.slice(0, end).split('\n').length
}

function mistake(path: string, line: number | undefined, what: string, cause?: unknown): UserError {
  const place = line === undefined ? path : `${path}:${line}`
  return new UserError('bad-input', `${place} ${what}`, { cause, where: { file: path, ...(line && { line }) } })
}
