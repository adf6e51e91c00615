import { UserError } from '../base/errors.ts'

/** A query of a way, as `db compare --format node-pg-migrate` writes it. */
const query = /^ {2}pgm\.sql\((".*")\)$/

/**
 * A way of a script for node-pg-migrate that `db compare` has written, as SQL. The script is read and never run: one that does
 * anything else is refused with UserError `unsupported`.
 */
export function sqlOfScript(text: string, way: 'up' | 'down', file: string): string {
  const sql: string[] = []
  let here = ''
  for (const [index, line] of text.split('\n').entries()) {
    const [, begun] = /^exports\.(up|down) = \(pgm\) => \{$/.exec(line) ?? []
    const [, quoted] = query.exec(line) ?? []
    here = begun ?? here
    if (quoted !== undefined && here === way) sql.push(String(JSON.parse(quoted)))
    if (begun === undefined && quoted === undefined && !isFrame(line)) throw unreadable(file, index + 1)
  }
  return `${sql.join('\n')}\n`
}

function isFrame(line: string): boolean {
  return /^(?:|\}| {2}\/\/.*| {2}pgm\.noTransaction\(\))$/.test(line)
}

function unreadable(file: string, line: number): UserError {
  const message = `${file}:${line}: a migration that is a program is not run to see what it does; only those that db compare has written are read. Name a .sql dump of the schema instead.`
  return new UserError('unsupported', message, { where: { file, line } })
}
