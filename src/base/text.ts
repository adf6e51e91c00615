/** Line numbers (from 1) of character offsets, by binary search over the line starts. */
export class LineCounter {
  readonly #starts: number[] = [0]

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1)
  }

  lineAt(offset: number): number {
    let low = 0
    let high = this.#starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((this.#starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}

/** `1 table`, `2 tables`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? noun : plural}`
}

/** The parts of a list, without the blanks around them and without empty ones. */
export function partsOf(text: string, separator: ',' | '\n'): readonly string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** The start of a text on one line, at most `length` characters. */
export function excerpt(text: string, length = 120): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > length ? `${line.slice(0, length - 3)}...` : line
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: orders to a terminal, and what makes a text read otherwise than it is written.
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/** Foreign text for a terminal: what would be an order to it is shown as `\u001b`. Lines and tabs stay. */
export function printable(text: string): string {
  return text.replace(unprintable, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Compares by UTF-16 code unit: the same order on every machine, whatever its locale. */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Web addresses are not given a name of a person but a key, so all before the `@` goes. */
const userOfWeb = /(https?:\/\/)[^\s/?#@]{1,999}@(?:[^\s/?#@]{0,999}@){0,9}/gi
/** A password may have an `@` or a `/` in it; what looks like a port is none. */
const passwordOfUrl =
  /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/?#@]{0,999}):(?!\d{1,5}[/?#])[^\s@]{0,999}@(?:[^\s/?#@]{0,999}@){0,9}/gi
const secretParameter = /((?:^|[?&\s])(?:[\w-]{0,30}[_-])?(?:password|secret|token|api_?key)=)(?:'[^']*'|[^&\s]*)/gi

/** Replaces the passwords and keys of every address and connection string. Bounded, because a text may be megabytes of anything. */
export function maskSecrets(text: string): string {
  return text.replace(userOfWeb, '$1***@').replace(passwordOfUrl, '$1:***@').replace(secretParameter, '$1***')
}

const nearEnough = 0.34

/** The candidate that the word was probably meant to be, or undefined. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const allowed = (candidate: string) => Math.max(1, candidate.length * nearEnough)
  const ranked = candidates
    // The distance is at least that of the lengths; and a word may be megabytes of anything.
    .filter((candidate) => Math.abs(candidate.length - word.length) <= allowed(candidate))
    .map((candidate) => ({ candidate, distance: distance(word, candidate) }))
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best && best.distance <= allowed(best.candidate) ? best.candidate : undefined
}

/** Levenshtein's edit distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
