/**
 * PostgreSQL says `b IN ('x', 'y')` on a varchar in two ways: as `(ARRAY['x'::character varying, …])::text[]` where it was written so, and
 * as `ARRAY[('x'::character varying)::text, …]` after what it said was read back, as a dump is. Here both become a third one,
 * `(ARRAY['x'::character varying, …]::character varying[])::text[]`, which is read as the first.
 */
export function settle(text: string): string {
  let settled = ''
  let done = 0
  for (let at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
    const found = at >= done ? (castAfter(text, at) ?? castInside(text, at)) : undefined
    if (!found) continue
    settled += text.slice(done, found.start) + found.settled
    done = found.end
  }
  return done === 0 ? text : settled + text.slice(done)
}

/** Whether there is an array in a text at all: most have none, and need not be looked at more closely. */
export function mayNeedSettling(text: string): boolean {
  return text.includes(opening)
}

/** Every text of a row of the catalog, settled; `spoken` gets how what was read back stood there, by its settled form. */
export function settleAll<Value>(value: Value, spoken: Map<string, string>): Value {
  // The text of a function is the user's own.
  if (typeof value === 'string') {
    if (!mayNeedSettling(value) || /^CREATE OR REPLACE (?:FUNCTION|PROCEDURE)/.test(value)) return value
    for (const [form, own] of readBack(value)) spoken.set(form, own)
    return settle(value) as Value & string
  }
  if (Array.isArray(value)) return value.map((each) => settleAll(each, spoken)) as Value
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  let changed: Value | undefined
  for (const [key, each] of Object.entries(value)) {
    const next = settleAll(each, spoken)
    if (next !== each) changed = { ...(changed ?? value), [key]: next }
  }
  return changed ?? value
}

/** A statement with settled casts as their database says them. */
export function sayBack(sql: string, spoken: ReadonlyMap<string, string>): string {
  let said = sql
  for (const [settled, own] of spoken) said = said.replaceAll(settled, own)
  return said
}

function readBack(text: string): ReadonlyMap<string, string> {
  const forms = new Map<string, string>()
  for (let at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
    const found = castInside(text, at)
    if (found) forms.set(found.settled, text.slice(found.start, found.end))
  }
  return forms
}

interface Found {
  readonly start: number
  readonly end: number
  readonly settled: string
}

const opening = 'ARRAY['

/** `(ARRAY['x'::U, …])::T[]` */
function castAfter(text: string, at: number): Found | undefined {
  const array = elementsAt(text, at)
  if (!array || text[at - 1] !== '(') return undefined
  const cast = /^\)::([a-z][\w ."]*(?:\([\d,]+\))?)\[\]/.exec(text.slice(array.end, array.end + 200))
  const inner = sameType(array.elements)
  if (!cast || inner === undefined) return undefined
  const settled = `(${text.slice(at, array.end)}::${inner}[])::${cast[1]}[]`
  return { start: at - 1, end: array.end + cast[0].length, settled }
}

/** `ARRAY[('x'::U)::T, …]` */
function castInside(text: string, at: number): Found | undefined {
  const array = elementsAt(text, at)
  const casts = array?.elements.map((element) => /^\((.*)\)::([a-z][\w ."]*(?:\([\d,]+\))?)$/s.exec(element))
  const outer = casts?.[0]?.[2]
  if (!array || outer === undefined || !casts?.every((cast) => cast?.[2] === outer)) return undefined
  const elements = casts.map((cast) => cast?.[1] ?? '')
  const inner = sameType(elements)
  if (inner === undefined) return undefined
  return { start: at, end: array.end, settled: `(ARRAY[${elements.join(', ')}]::${inner}[])::${outer}[]` }
}

/** The type to which all elements are cast, when there is one. */
function sameType(elements: readonly string[]): string | undefined {
  const types = elements.map(
    (element) => /^(?:'(?:[^']|'')*'|NULL)::([a-z][\w ."]*(?:\([\d,]+\))?)$/s.exec(element)?.[1],
  )
  return types.every((type) => type === types[0]) ? types[0] : undefined
}

/** The elements of an array constructor, and where it ends. */
function elementsAt(
  text: string,
  at: number,
): { readonly elements: readonly string[]; readonly end: number } | undefined {
  const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[([\])]|,/g
  tokens.lastIndex = at + opening.length
  const elements: string[] = []
  let start = tokens.lastIndex
  let depth = 0
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    const [mark] = token
    if (depth === 0 && (mark === ',' || mark === ']')) {
      elements.push(text.slice(start, token.index).trim())
      start = tokens.lastIndex
      if (mark === ']') return { elements, end: tokens.lastIndex }
    }
    // An element that is an array itself is never cast so; and a text may hold a million openings.
    if (mark === '[') return undefined
    if (mark === '(') depth++
    if (mark === ')' || mark === ']') depth--
  }
  return undefined
}
