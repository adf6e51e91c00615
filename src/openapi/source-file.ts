import { type Document, isCollection, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
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
    const locate = (pointer: string): Position => positionAt(text, placeOf(pointer))
    return { path, value: mistakes.length > 0 ? undefined : json, mistakes, locate }
  }
  const { document, lines } = parseYaml(text)
  const locate = (pointer: string): Position => position({ document, lines }, pointer)
  const mistakes = document.errors.map(({ message, pos: [offset] }) => ({
    message: /call stack/.test(message) ? tooDeep : firstLine(message),
    ...lineAndColumn(lines, offset),
  }))
  if (mistakes.length > 0) return { path, value: undefined, mistakes, locate }
  try {
    return { path, value: document.toJS(), mistakes, locate }
  } catch (error) {
    // An alias without an anchor, or aliases that would unfold without end.
    return { path, value: undefined, mistakes: [{ ...start, message: (error as Error).message }], locate }
  }
}

/** All who read a document go down it by recursion: people write twenty levels. */
const deepest = 500
const tooDeep = `The document is nested deeper than ${deepest} levels.`

function nestsTooDeep(root: unknown): boolean {
  let level = [root]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
  return false
}

interface Yaml {
  readonly document: Document
  readonly lines: LineCounter
}

function parseYaml(text: string): Yaml {
  const lines = new LineCounter()
  return { document: parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false }), lines }
}

function parseJson(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function position({ document, lines }: Yaml, pointer: string): Position {
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const key of segments(pointer)) {
    if (!isCollection(node)) break
    const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key)
    const next = isPair(pair) ? pair.value : node.get(Number(key), true)
    if (next === undefined && pair === undefined) break
    offset = startOf(isPair(pair) ? pair.key : next) ?? offset
    node = next
  }
  return offset === undefined ? start : lineAndColumn(lines, offset)
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

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
