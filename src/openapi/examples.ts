import type { Reader } from './reader.ts'
import type { Example, Json } from './schema.ts'
import { at, isObject, type Spot } from './spot.ts'

/** The value at a spot as an example; undefined when there is none. */
export function readExample(spot: Spot): Example | undefined {
  const { value, file, pointer } = spot
  return value === undefined ? undefined : { value: value as Json, file: file.path, pointer }
}

/** The examples of a media type: `example`, then the values of `examples`. One that is missing stops nothing. */
export function readExamples(media: Spot, reader: Reader): readonly Example[] {
  const list = at(media, 'examples')
  const named = isObject(list.value)
    ? Object.keys(list.value).map((name) => reader.follow(at(list, name), 'warning'))
    : []
  return [at(media, 'example'), ...named.flatMap((one) => (one ? valuesOf(one) : []))].flatMap(
    (spot) => readExample(spot) ?? [],
  )
}

/** `dataValue` is what OpenAPI 3.2 calls it. */
function valuesOf(example: Spot): readonly Spot[] {
  return [at(example, 'value'), at(example, 'dataValue')]
}
