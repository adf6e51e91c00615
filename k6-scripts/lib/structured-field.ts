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

/** Of the policies `100;w=60`, the one with this limit. */
export function windowOf(limit: number | null, policies: readonly Item[]): number | null {
  const numbered = policies.filter(({ value }) => /^\d+$/.test(value))
  const found = numbered.find(({ value }) => Number(value) === limit) ?? (limit === null ? numbered[0] : undefined)
  return inMs(found?.params.w)
}

/** Digits, and not so many that they are no number. */
export function numeric(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null
}

/** Seconds → milliseconds. */
export function inMs(text: string | undefined): number | null {
  const seconds = numeric(text)
  return seconds === null ? null : seconds * 1000
}
