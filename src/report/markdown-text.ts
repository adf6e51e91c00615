const zeroWidthSpace = '\u200B'

/** Changes the direction of the text after it, so that it reads otherwise than it is. */
const bidirectional = /[\u202A-\u202E\u2066-\u2069]/g

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has no place in a line of text.
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g

/**
 * Foreign text as one line of prose: it shows as it is and does nothing. Markdown is escaped, mentions, issue numbers and addresses are
 * broken up (GitHub links them after rendering, whatever was escaped), and `$` cannot start a formula.
 */
export function prose(text: string): string {
  return oneLine(text)
    .replaceAll('&', '&amp;')
    .replace(/[\\`*_[\]()<>|!~#{}]/g, '\\$&')
    .replace(/^([-+=]|\d+[.)](?=\s|$))/, (start) => `${start.slice(0, -1)}\\${start.slice(-1)}`)
    .replace(/[@#]/g, `$&${zeroWidthSpace}`)
    .replaceAll('$', '&#36;')
    .replaceAll('://', `:${zeroWidthSpace}//`)
    .replace(/www\./gi, (www) => `${www.slice(0, 3)}${zeroWidthSpace}.`)
}

/** Foreign text as code within a line, in a fence longer than any in it; not for tables, which are cut at every `|`. */
export function codeSpan(text: string): string {
  const line = oneLine(text)
  if (line === '') return ''
  const ticks = '`'.repeat(longestRun(line) + 1)
  const pad = /^`|`$|^ .* $/.test(line) ? ' ' : ''
  return `${ticks}${pad}${line}${pad}${ticks}`
}

/** Foreign text as a block of code, in a fence longer than any in it. */
export function fence(text: string, language: string): string {
  const ticks = '`'.repeat(Math.max(3, longestRun(text) + 1))
  const lines = text.replace(/\r\n?/g, '\n').replace(control, '\uFFFD').replace(/\n+$/, '')
  return `${ticks}${language}\n${lines}\n${ticks}`
}

/** Foreign text within an HTML tag of ours, where Markdown's escapes mean nothing. */
export function html(text: string): string {
  return oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[@#]/g, `$&${zeroWidthSpace}`)
    .replaceAll('://', `:${zeroWidthSpace}//`)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(control, '\uFFFD').replace(bidirectional, '\uFFFD').trim()
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}
