import { jsonPlaces } from './json-places.ts'
import { parseYaml, position, positionsIn, problems } from './yaml-document.ts'
import { deepest, tooDeep } from './yaml-tokens.ts'

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
    let positions: ((offset: number) => Position) | undefined
    const locate = (pointer: string): Position => {
      positions ??= positionsIn(text)
      return positions(placeOf(pointer))
    }
    return { path, value: mistakes.length > 0 ? undefined : json, mistakes, locate }
  }
  return parseYamlSource(path, text)
}

/** The same for what is written by hand: slower with JSON, of which it also tells the keys that come twice. */
export function parseYamlSource(path: string, text: string): SourceFile {
  const yaml = parseYaml(text)
  const locate = (pointer: string): Position => position(yaml, pointer)
  const mistakes = problems(yaml)
  if (mistakes.length > 0) return { path, value: undefined, mistakes, locate }
  try {
    const value: unknown = yaml.document.toJS()
    if (!nestsTooDeep(value)) return { path, value, mistakes, locate }
    return { path, value: undefined, mistakes: [{ ...start, message: tooDeep }], locate }
  } catch (error) {
    // An alias without an anchor, or aliases that would unfold without end.
    return { path, value: undefined, mistakes: [{ ...start, message: (error as Error).message }], locate }
  }
}

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

function parseJson(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
