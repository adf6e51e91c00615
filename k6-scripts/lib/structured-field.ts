/** An item of a list of RFC 9651, with its parameters; strings without their quotes. */
export interface Item {
  readonly value: string
  readonly params: Readonly<Record<string, string>>
}

/** `"a";q=1, "b";q=2` → its items. What is no list of items gives some item too, which nobody looks for. */
export function items(text: string | undefined): readonly Item[] {
  return split(text ?? '', ',').map((part) => {
    const [value = '', ...params] = split(part, ';').map((piece) => piece.trim())
    return { value: bare(value), params: Object.fromEntries(params.map(pair)) }
  })
}

function pair(text: string): [string, string] {
  const at = text.indexOf('=')
  return at < 0
    ? [text.trim().toLowerCase(), '1']
    : [text.slice(0, at).trim().toLowerCase(), bare(text.slice(at + 1).trim())]
}

function bare(text: string): string {
  return /^"(.*)"$/s.exec(text)?.[1]?.replace(/\\(["\\])/g, '$1') ?? text
}

/** By a sign that is not within a string; parts that are blank are left out. */
function split(text: string, sign: ',' | ';'): readonly string[] {
  const parts = text.match(sign === ',' ? /(?:"(?:\\.|[^"\\])*"|[^,"]|")+/g : /(?:"(?:\\.|[^"\\])*"|[^;"]|")+/g)
  return (parts ?? []).map((part) => part.trim()).filter((part) => part !== '')
}
