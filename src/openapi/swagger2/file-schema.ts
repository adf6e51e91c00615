import { at, isObject, type Spot } from '../spot.ts'

export function isFile(spot: Spot): boolean {
  return at(spot, 'type').value === 'file'
}

/** The same place with `type: file` as OpenAPI 3 writes it. */
export function asBinary(spot: Spot): Spot {
  return isObject(spot.value) ? { ...spot, value: { ...spot.value, type: 'string', format: 'binary' } } : spot
}
