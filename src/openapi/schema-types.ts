import { closest } from '../base/text.ts'
import type { Reader } from './reader.ts'
import type { JsonType } from './schema.ts'
import { at, type Spot } from './spot.ts'

const jsonTypes: readonly JsonType[] = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']

/** The value of `type`: one or a list of them. */
export function readTypes(spot: Spot, reader: Reader): readonly JsonType[] | undefined {
  const type = at(spot, 'type')
  if (type.value === undefined) return undefined
  const spots = Array.isArray(type.value) ? type.value.map((_, index) => at(type, index)) : [type]
  const types = spots.flatMap((one) => {
    if (jsonTypes.includes(one.value as JsonType)) return [one.value as JsonType]
    reader.error(one, 'bad-type', `${JSON.stringify(one.value)} is no type.${advice(one.value)}`)
    return []
  })
  return [...new Set(types)]
}

function advice(type: unknown): string {
  if (type === 'file') return ' A file is `type: string` with `format: binary`.'
  const meant = typeof type === 'string' ? closest(type, jsonTypes) : undefined
  return meant ? ` Was \`${meant}\` meant?` : ` Types are ${jsonTypes.join(', ')}.`
}
