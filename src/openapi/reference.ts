import { segments } from './pointer.ts'
import type { SourceFile } from './source-file.ts'
import { at, isObject, type Spot } from './spot.ts'

/** `file.yaml#/a/b%20c` → `file.yaml`, `/a/b c`. */
export function splitRef(ref: string): readonly [string, string] {
  const hash = ref.indexOf('#')
  if (hash < 0) return [ref, '']
  const fragment = ref.slice(hash + 1)
  try {
    return [ref.slice(0, hash), decodeURIComponent(fragment)]
  } catch {
    return [ref.slice(0, hash), fragment]
  }
}

/** Where a fragment leads: a JSON pointer, or the name of an anchor. Undefined when there is nothing. */
export function placeIn(file: SourceFile, fragment: string): Spot | undefined {
  return fragment.startsWith('/') || fragment === '' ? byPointer(file, fragment) : byAnchor(file, fragment)
}

function byPointer(file: SourceFile, pointer: string): Spot | undefined {
  let spot: Spot = { file, pointer: '', value: file.value }
  for (const key of segments(pointer)) spot = at(spot, key)
  return spot.value === undefined ? undefined : spot
}

function byAnchor(file: SourceFile, anchor: string): Spot | undefined {
  const known = anchors.get(file) ?? anchorsIn(file)
  anchors.set(file, known)
  return known.get(anchor)
}

/** Thousands may refer to thousands. */
const anchors = new WeakMap<SourceFile, ReadonlyMap<string, Spot>>()

function anchorsIn(file: SourceFile): ReadonlyMap<string, Spot> {
  const found = new Map<string, Spot>()
  const open: Spot[] = [{ file, pointer: '', value: file.value }]
  for (let spot = open.pop(); spot; spot = open.pop()) {
    const value = spot.value
    if (typeof value !== 'object' || value === null) continue
    for (const name of isObject(value) ? [value.$anchor, value.$dynamicAnchor] : []) {
      if (typeof name === 'string' && !found.has(name)) found.set(name, spot)
    }
    for (const key of Object.keys(value)) open.push(at(spot, key))
  }
  return found
}
