import type { SecurityScheme } from './api.ts'
import type { Reader } from './reader.ts'
import { at, type Spot } from './spot.ts'

type Place = 'query' | 'header' | 'cookie'

/** A key in one of these places; undefined when the description lacks its place or its name. */
export function readApiKey(
  name: string,
  spot: Spot,
  places: readonly Place[],
  reader: Reader,
): SecurityScheme | undefined {
  const parameter = reader.text(spot, 'name')
  const place = places.find((one) => one === at(spot, 'in').value)
  if (place === undefined || parameter === undefined) return undefined
  return { name, kind: 'apiKey', place, parameter: place === 'header' ? parameter.toLowerCase() : parameter }
}
