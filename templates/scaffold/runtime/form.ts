import type { Texts } from '../runtime.js'
import { own, parseJson, readScalar } from './text.js'

type Part = string | File

/** What was sent under one name, and under longer names that start with it. */
interface Node {
  parts: Part[]
  members: Map<string, Node>
}

/** `a=1&b[c]=2&d[]=3` -> `{ a: 1, b: { c: 2 }, d: [3] }`, each text becoming what `texts` says that it stands for. */
export function formValue(pairs: [name: string, part: Part][], texts: Texts = {}): Record<string, unknown> {
  const root: Node = { parts: [], members: new Map() }
  for (const [name, part] of pairs) {
    let node = root
    for (const key of keys(name)) {
      const next: Node = node.members.get(key) ?? { parts: [], members: new Map() }
      node.members.set(key, next)
      node = next
    }
    node.parts.push(part)
  }
  return members(root, texts)
}

const deepest = 20

/** `a[b][]` -> a, b and the empty name. What is not so formed is one name. */
function keys(name: string): string[] {
  const [, first, rest] = /^([^[\]]+)((?:\[[^[\]]*\])+)$/.exec(name) ?? []
  if (first === undefined || rest === undefined) return [name]
  const inner = rest.slice(1, -1).split('][')
  return inner.length > deepest ? [name] : [first, ...inner]
}

function members(node: Node, { properties, others = {} }: Texts): Record<string, unknown> {
  const entries = [...node.members].filter(([key]) => key !== '__proto__')
  return Object.fromEntries(entries.map(([key, member]) => [key, value(member, own(properties, key) ?? others)]))
}

function value(node: Node, texts: Texts): unknown {
  if (texts.items) return elements({ ...node, parts: node.parts.flatMap((part) => split(part, texts)) }, texts.items)
  if (node.members.size > 0) return members(node, texts)
  const values = node.parts.map((part) => partValue(part, texts))
  return values.length === 1 ? values[0] : values
}

/** `a=1&a=2`, `a[]=1&a[]=2` and `a[0]=1&a[1]=2` are the same list. */
function elements(node: Node, items: Texts): unknown[] {
  const named = [...node.members].flatMap(([key, member]) =>
    key === '' && member.members.size === 0
      ? member.parts.map((part) => partValue(part, items))
      : [value(member, items)],
  )
  return [...node.parts.map((part) => partValue(part, items)), ...named]
}

/** `a,b` where a list is one text; a file, and a text where each element has its own, are one. */
function split(part: Part, { separator }: Texts): Part[] {
  if (typeof part !== 'string' || separator === undefined) return [part]
  return part === '' ? [] : part.split(separator)
}

/** An object in one part is sent as JSON, a list in a list with its own separator. */
function partValue(part: Part, texts: Texts): unknown {
  if (typeof part !== 'string') return part
  const { types, items, properties } = texts
  if (items && texts.separator) return split(part, texts).map((one) => partValue(one, items))
  const json = properties ? parseJson(part) : undefined
  return json ? json.value : readScalar(part, types)
}

/** The same for a form that a parser in front of this server has read: its texts become what they stand for. */
export function readTexts(value: unknown, texts: Texts = {}): unknown {
  if (typeof value === 'string') {
    const { items } = texts
    return items ? split(value, texts).map((part) => partValue(part, items)) : partValue(value, texts)
  }
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => (typeof item === 'string' ? split(item, texts) : [item]))
    return items.map((item) => readTexts(item, texts.items))
  }
  if (typeof value !== 'object' || value === null) return value
  const { properties, others } = texts
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, readTexts(member, own(properties, key) ?? others)]),
  )
}
