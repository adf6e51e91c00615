import { maskSecrets, printable } from '../base/text.ts'

/** What is HTML already, because the tag below has made it. */
export interface Html {
  readonly html: string
}

/** A text is foreign, whatever it is: it shows as it is and does nothing. */
type Piece = string | number | Html | readonly Html[]

/** HTML with texts filled in, as content or as the value of an attribute in double quotes. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return { html: String.raw({ raw: parts }, ...pieces.map(filledIn)) }
}

function filledIn(piece: Piece): string {
  if (typeof piece === 'number') return String(piece)
  if (typeof piece === 'string') return escaped(piece)
  return 'html' in piece ? piece.html : piece.map((each) => each.html).join('\n')
}

function escaped(text: string): string {
  return printable(maskSecrets(text))
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
