import {
  Composer,
  Document,
  isCollection,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  stringify,
} from 'yaml'
import { excerpt } from '../base/text.ts'
import { segments } from './pointer.ts'
import type { Position } from './source-file.ts'
import { Excess, yamlTokens } from './yaml-tokens.ts'

/** A text as YAML, with the place of everything in it. */
export interface Yaml {
  readonly document: Document
  readonly lines: LineCounter
  /** What the parser complains of. */
  readonly complaints: readonly Problem[]
  /** The pairs of each map on the way to a place that was asked for. */
  readonly pairs: Map<unknown, ReadonlyMap<string, Pair>>
}

// The parser compares each key with all before it, which takes minutes for tens of thousands: see repeatedKeys.
const options = { merge: true, prettyErrors: false, logLevel: 'error', uniqueKeys: false } as const

export function parseYaml(text: string): Yaml {
  const lines = new LineCounter()
  const composer = new Composer(options)
  const found = stopping(composer)
  const broken = (complaints: readonly Problem[]) => ({ document: new Document(), lines, complaints, pairs: new Map() })
  try {
    const [document = new Document(), second] = composer.compose(yamlTokens(text, lines.addNewLine), true, text.length)
    const complaints = document.errors.map(({ message, pos: [offset] }) => ({ message: firstLine(message), offset }))
    if (second) complaints.push({ message: 'A second document starts here. Keep one.', offset: second.range[0] })
    return { document, lines, complaints, pairs: new Map() }
  } catch (error) {
    if (error instanceof Excess) return broken([error])
    if (error === tooMany) return broken(found)
    throw error
  }
}

/** What is no YAML at all can have millions of mistakes, of a kilobyte each. */
const most = 1000
const tooMany = new Error(`More than ${most} mistakes`)

type Source = number | readonly number[] | { readonly offset: number }

/** Lets a composer stop at a number of mistakes: they are what it returns, as they are found. */
function stopping(composer: Composer): readonly Problem[] {
  const found: Problem[] = []
  // Private, but the one place where it hears of mistakes. Without it there would be no end to them, and nothing else.
  const inner = composer as unknown as {
    onError: (source: Source, code: string, message: string, isWarning?: boolean) => void
  }
  const { onError } = inner
  inner.onError = (source, code, message, isWarning) => {
    if (found.length === most) throw tooMany
    const offset = typeof source === 'number' ? source : 'offset' in source ? source.offset : (source[0] ?? 0)
    if (!isWarning) found.push({ message: firstLine(message), offset })
    onError(source, code, message, isWarning)
  }
  return found
}

/** A value → YAML. Without anchors, which few readers of OpenAPI expect, and without breaking lines. */
export function printYaml(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 })
}

interface Problem {
  readonly message: string
  readonly offset: number
}

/** Why a text is no YAML, in the order of the text. */
export function problems({ document, lines, complaints }: Yaml): readonly (Position & { readonly message: string })[] {
  return [...complaints, ...repeatedKeys(document)]
    .sort((a, b) => a.offset - b.offset)
    .map(({ message, offset }) => ({ message, ...lineAndColumn(lines, offset) }))
}

/** Keys that their map has already. */
function repeatedKeys(document: Document): readonly Problem[] {
  const found: Problem[] = []
  const open: unknown[] = [document.contents]
  while (open.length > 0) {
    const node = open.pop()
    if (!isCollection(node)) continue
    for (const item of node.items) open.push(...(isPair(item) ? [item.key, item.value] : [item]))
    if (isMap(node)) for (const problem of repeated(node.items)) found.push(problem)
  }
  return found
}

function repeated(pairs: readonly Pair[]): readonly Problem[] {
  const seen = new Set<unknown>()
  return pairs.flatMap(({ key }) => {
    if (!isScalar(key)) return []
    const known = seen.has(key.value)
    seen.add(key.value)
    return known ? [{ message: 'Map keys must be unique', offset: startOf(key) ?? 0 }] : []
  })
}

/** Where the value of a JSON pointer starts, or else the nearest thing around it. */
export function position({ document, lines, pairs }: Yaml, pointer: string): Position {
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const key of segments(pointer)) {
    if (!isCollection(node)) break
    const known = pairs.get(node) ?? pairsOf(node.items)
    pairs.set(node, known)
    const pair = known.get(key)
    const next = pair ? pair.value : node.get(Number(key), true)
    if (next === undefined && pair === undefined) break
    offset = startOf(pair ? pair.key : next) ?? offset
    node = next
  }
  return offset === undefined ? { line: 1, column: 1 } : lineAndColumn(lines, offset)
}

function pairsOf(items: readonly unknown[]): ReadonlyMap<string, Pair> {
  return new Map(
    items.flatMap((item) => (isPair(item) && isScalar(item.key) ? [[String(item.key.value), item] as const] : [])),
  )
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0]
}

/** The places of offsets in a text that no parser has gone through. */
export function positionsIn(text: string): (offset: number) => Position {
  const lines = new LineCounter()
  for (let start = 0; start >= 0; start = text.indexOf('\n', start) + 1 || -1) lines.addNewLine(start)
  return (offset) => lineAndColumn(lines, offset)
}

function lineAndColumn(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

/** It may name what it is about as a whole, which can be megabytes of it. */
function firstLine(message: string): string {
  return excerpt(message.split('\n', 1)[0] ?? message, 500)
}
