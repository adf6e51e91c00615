import { printable } from './text.ts'

/** How words are set off on a terminal, by meaning. */
export interface Style {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly warning: (text: string) => string
  readonly strong: (text: string) => string
  readonly dim: (text: string) => string
}

const same = (text: string): string => text

/** For files, pipes and `--no-color`. */
export const plain: Style = { good: same, bad: same, warning: same, strong: same, dim: same }

/** The escape sequences of ECMA-48, which every terminal of today knows. */
export const colours: Style = {
  good: sgr(32, 39),
  bad: sgr(31, 39),
  warning: sgr(33, 39),
  strong: sgr(1, 22),
  dim: sgr(2, 22),
}

function sgr(on: number, off: number): (text: string) => string {
  return (text) => `\u001b[${on}m${text}\u001b[${off}m`
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences above.
const sequence = /(\u001b\[(?:1|2|22|3[1239])m)/

/** A text in a style, in which all but the style is printable. */
export function printableStyled(text: string, style: Style): string {
  if (style !== colours) return printable(text)
  return text
    .split(sequence)
    .map((piece, index) => (index % 2 === 1 ? piece : printable(piece)))
    .join('')
}
