import { segments } from './pointer.ts'

/** Where a member starts: at its name in an object, at its value in a list. */
interface Member {
  readonly at: number
  readonly value: number
}

/**
 * A JSON text that parses → a function from a JSON pointer to the offset of what it names, or else of the nearest thing around it. Only what is on the way is
 * looked at, once: a tree of all of a big document would take hundreds of megabytes, for the sake of two warnings.
 */
export function jsonPlaces(text: string): (pointer: string) => number {
  const known = new Map<number, ReadonlyMap<string, Member>>()
  const membersAt = (offset: number): ReadonlyMap<string, Member> => {
    const found = known.get(offset) ?? members(text, offset)
    known.set(offset, found)
    return found
  }
  return (pointer) => {
    let value = skipSpace(text, 0)
    let found = value
    for (const key of segments(pointer)) {
      const member = membersAt(value).get(key)
      if (!member) break
      found = member.at
      value = member.value
    }
    return found
  }
}

function members(text: string, start: number): ReadonlyMap<string, Member> {
  const found = new Map<string, Member>()
  const isObject = text[start] === '{'
  if (!isObject && text[start] !== '[') return found
  let at = skipSpace(text, start + 1)
  for (let index = 0; text[at] !== '}' && text[at] !== ']'; index++) {
    const nameEnd = isObject ? skipText(text, at) : at
    const key = isObject ? (JSON.parse(text.slice(at, nameEnd)) as string) : String(index)
    const value = isObject ? skipSpace(text, text.indexOf(':', nameEnd) + 1) : at
    found.set(key, { at, value })
    const end = skipSpace(text, skipValue(text, value))
    at = text[end] === ',' ? skipSpace(text, end + 1) : end
  }
  return found
}

function skipValue(text: string, start: number): number {
  if (text[start] === '"') return skipText(text, start)
  if (text[start] !== '{' && text[start] !== '[') return next(/[\s,}\]]|$/g, text, start).index
  const brackets = /["{}[\]]/g
  let depth = 0
  for (let at = start; ; at = brackets.lastIndex) {
    const { 0: found, index } = next(brackets, text, at)
    if (found === '"') brackets.lastIndex = skipText(text, index)
    else depth += found === '{' || found === '[' ? 1 : -1
    if (depth === 0) return brackets.lastIndex
  }
}

function skipText(text: string, start: number): number {
  const end = /[^"\\]*(?:\\.[^"\\]*)*"/y
  end.lastIndex = start + 1
  end.test(text)
  return end.lastIndex
}

function skipSpace(text: string, start: number): number {
  return next(/\S|$/g, text, start).index
}

/** The next match, of which a text that parses has one. */
function next(pattern: RegExp, text: string, from: number): RegExpExecArray {
  pattern.lastIndex = from
  const match = pattern.exec(text)
  if (!match) throw new Error('The text is no JSON')
  return match
}
