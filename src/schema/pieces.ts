/** Lines of SQL that belong together, because a quote or a comment goes from one to the next. */
export interface Piece {
  /** The end of the line, or of the line in which the last quote or comment that this line opens is closed. */
  readonly next: number
  /** What stands outside of quotes and comments. */
  readonly bare: string
}

/** The piece that begins at `from`, where the line ends at `end`. */
export function readPiece(text: string, from: number, end: number): Piece {
  const opener = /--[^\r\n]*|\/\*|'|"|(?<![\w$\u0080-\uffff])\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/
  let [at, limit, bare] = [from, end, '']
  while (at < limit) {
    // Not farther than the line goes: the next quote of a text may be megabytes away.
    const match = opener.exec(text.slice(at, limit))
    if (!match) break
    const [token] = match
    const opened = at + match.index
    bare += `${text.slice(at, opened)} `
    at = opened + token.length
    if (token.startsWith('--')) continue
    at = closing(text, token, at, opened)
    if (at > limit) limit = lineEnd(text, at - 1)
  }
  return { next: limit, bare: bare + text.slice(at, limit) }
}

function closing(text: string, token: string, from: number, opened: number): number {
  if (token === '/*') return commentEnd(text, from)
  const escapes = token === "'" && /[eE]$/.test(text.slice(Math.max(0, opened - 1), opened))
  if (!escapes) {
    const at = text.indexOf(token, from)
    return at < 0 ? text.length : at + token.length
  }
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === "'") return at + 1
  }
  return text.length
}

/** PostgreSQL's block comments nest. */
function commentEnd(text: string, from: number): number {
  let depth = 1
  for (const { 0: sign, index } of text.slice(from).matchAll(/\/\*|\*\//g)) {
    depth += sign === '/*' ? 1 : -1
    if (depth === 0) return from + index + 2
  }
  return text.length
}

/** Where the lines begin that no quote and no comment goes into, in characters from 0. */
export function plainLines(text: string): ReadonlySet<number> {
  const starts = new Set<number>()
  for (let at = 0; at < text.length; at = readPiece(text, at, lineEnd(text, at)).next) starts.add(at)
  return starts
}

/** Behind the line feed, or where the text ends. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end + 1
}
