import { indent } from './layout.ts'

/** A type with how tightly it binds, so that parentheses are put where they are needed. */
export interface Type {
  readonly text: string
  readonly binds: 'atom' | 'intersection' | 'union'
  /** The members of a union. */
  readonly members?: readonly string[]
}

export const anything: Type = atom('unknown')

export function atom(text: string): Type {
  return { text, binds: 'atom' }
}

/** The members of unions are laid out side by side; `null` comes last. */
export function union(types: readonly Type[]): Type {
  const all = types.flatMap((type) => type.members ?? [type.binds === 'intersection' ? `(${type.text})` : type.text])
  const distinct = [...new Set(all)].filter((text) => text !== 'never')
  const members = [...distinct.filter((text) => text !== 'null'), ...distinct.filter((text) => text === 'null')]
  if (members.includes('unknown')) return anything
  const [only] = members
  if (members.length < 2)
    return types.find(({ text }) => text === only || `(${text})` === only) ?? atom(only ?? 'never')
  const oneLine = members.join(' | ')
  const long = oneLine.includes('\n') || oneLine.length > 90
  const text = long ? `\n  | ${members.map((member) => indent(member, 4)).join('\n  | ')}` : oneLine
  return { text, binds: 'union', members }
}

export function intersection(members: readonly Type[]): Type {
  const seen = new Set<string>()
  const parts = members.filter(({ text }) => text !== 'unknown' && !seen.has(text) && seen.add(text))
  const [only] = parts
  if (only === undefined) return anything
  if (parts.some(({ text }) => text === 'never')) return atom('never')
  if (parts.length === 1) return only
  return { text: parts.map((part) => parenthesized(part, 'intersection')).join(' & '), binds: 'intersection' }
}

/** The text within something that binds tighter. */
export function parenthesized({ text, binds }: Type, within: 'atom' | 'intersection'): string {
  const loose = binds === 'union' || (binds === 'intersection' && within === 'atom')
  if (!loose) return text
  return text.startsWith('\n') ? `(${text}\n)` : `(${text})`
}
