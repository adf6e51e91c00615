import {
  type Document,
  isCollection,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  stringify,
} from 'yaml'
import { jsonPlaces } from './json-places.ts'
import { segments } from './pointer.ts'

/** A file of a document: its value, and the place of everything in it. */
export interface SourceFile {
  /** As the user would write it: relative to the working directory, or a URL. */
  readonly path: string
  /** Undefined when the text does not parse. */
  readonly value: unknown
  /** Why the text does not parse. */
  readonly mistakes: readonly Mistake[]
  /** Where the value of a JSON pointer starts, or else the nearest thing around it. */
  locate(pointer: string): Position
}

/** Both count from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

export interface Mistake extends Position {
  readonly message: string
}

const start: Position = { line: 1, column: 1 }

/** YAML or JSON → its value. JSON takes a shorter way: it is YAML too, but big files parse ten times as fast. */
export function parseSource(path: string, text: string): SourceFile {
  const json = parseJson(text)
  if (json !== undefined) {
    const mistakes = nestsTooDeep(json) ? [{ ...start, message: tooDeep }] : []
    const placeOf = jsonPlaces(text)
    let lines: LineCounter | undefined
    const locate = (pointer: string): Position => {
      lines ??= linesOf(text)
      return lineAndColumn(lines, placeOf(pointer))
    }
    return { path, value: mistakes.length > 0 ? undefined : json, mistakes, locate }
  }
  const yaml = parseYaml(text)
  const { document, lines } = yaml
  const locate = (pointer: string): Position => position(yaml, pointer)
  const mistakes = document.errors.map(({ message, pos: [offset] }) => ({
    message: /call stack/.test(message) ? tooDeep : firstLine(message),
    ...lineAndColumn(lines, offset),
  }))
  if (mistakes.length > 0) return { path, value: undefined, mistakes, locate }
  try {
    const value: unknown = document.toJS()
    if (!nestsTooDeep(value)) return { path, value, mistakes, locate }
    return { path, value: undefined, mistakes: [{ ...start, message: tooDeep }], locate }
  } catch (error) {
    // An alias without an anchor, or aliases that would unfold without end.
    return { path, value: undefined, mistakes: [{ ...start, message: (error as Error).message }], locate }
  }
}

/** A value → YAML. Without anchors, which few readers of OpenAPI expect, and without breaking lines. */
export function printYaml(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 })
}

/** All who read a document go down it by recursion: people write twenty levels. */
const deepest = 500
const tooDeep = `The document is nested deeper than ${deepest} levels, or has an alias within what it names.`

function nestsTooDeep(root: unknown): boolean {
  // An alias of YAML may stand in many places, and within what it names.
  let level = new Set([root].filter(isNest))
  for (let depth = 0; level.size > 0; depth++) {
    if (depth > deepest) return true
    level = new Set([...level].flatMap((value) => Object.values(value as object).filter(isNest)))
  }
  return false
}

function isNest(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

interface Yaml {
  readonly document: Document
  readonly lines: LineCounter
  /** The pairs of each map on the way to a place that was asked for. */
  readonly pairs: Map<unknown, ReadonlyMap<string, Pair>>
}

function parseYaml(text: string): Yaml {
  const lines = new LineCounter()
  const options = { lineCounter: lines, merge: true, prettyErrors: false, logLevel: 'error' } as const
  return { document: parseDocument(text, options), lines, pairs: new Map() }
}

function parseJson(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function position({ document, lines, pairs }: Yaml, pointer: string): Position {
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
  return offset === undefined ? start : lineAndColumn(lines, offset)
}

function pairsOf(items: readonly unknown[]): ReadonlyMap<string, Pair> {
  return new Map(
    items.flatMap((item) => (isPair(item) && isScalar(item.key) ? [[String(item.key.value), item] as const] : [])),
  )
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0]
}

function lineAndColumn(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message
}

/** The lines of a text that no parser has counted. */
function linesOf(text: string): LineCounter {
  const lines = new LineCounter()
  for (let start = 0; start >= 0; start = text.indexOf('\n', start) + 1 || -1) lines.addNewLine(start)
  return lines
}
