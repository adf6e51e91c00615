import { wholeBetween } from '../../base/random.ts'
import { equal } from '../../openapi/admits.ts'
import type { ArrayLimits, Json, Schema } from '../../openapi/schema.ts'
import type { Place, Sampler } from './sampler.ts'

/** Longer lists are not what an example is for. */
const longest = 1000

/** Lists that may satisfy all of the limits: with one item where none is asked for, else as short as may be; by chance, a few more. */
export function* arrays(limits: readonly ArrayLimits[], place: Place, sampler: Sampler): Generator<Json> {
  const least = Math.max(0, ...limits.map(({ minItems = 0, contains }) => Math.max(minItems, contains?.min ?? 0)))
  const unique = limits.some((limit) => limit.unique)
  if (least > longest) return
  const random = sampler.chance(place)
  if (random) {
    const most = Math.min(longest, ...limits.map(({ maxItems = Infinity }) => maxItems))
    const length = wholeBetween(Math.max(1, least), Math.max(1, Math.min(most, least + 3)), random)
    const list = sampler.optional(() => items(length, unique, limits, place, sampler))
    if (list) yield list
  }
  if (least === 0) {
    const item = sampler.optional(() => items(1, unique, limits, place, sampler))
    if (item) yield item
  }
  const list = items(least, unique, limits, place, sampler)
  if (list) yield list
}

/** So many items; undefined when one of them cannot be made. */
function items(
  length: number,
  unique: boolean,
  limits: readonly ArrayLimits[],
  place: Place,
  sampler: Sampler,
): readonly Json[] | undefined {
  const list: Json[] = []
  for (let index = 0; index < length; index++) {
    const at = { ...place, path: `${place.path}.${index}` }
    const item = firstOf(sampler.values(itemSchema(index, limits), at), (one) =>
      unique ? !list.some((other) => equal(other, one)) : true,
    )
    if (item === undefined) return undefined
    list.push(item)
  }
  return list
}

function itemSchema(index: number, limits: readonly ArrayLimits[]): Schema {
  const parts = limits.flatMap(({ prefix = [], items: rest, contains }) => [
    prefix[index] ?? rest ?? {},
    ...(contains && index < contains.min ? [contains.schema] : []),
  ])
  return together(parts)
}

/** A schema that says all that others say. */
export function together(parts: readonly Schema[]): Schema {
  const [only, ...others] = parts
  return only !== undefined && others.length === 0 ? only : { allOf: parts }
}

/** The first value that passes; undefined when none does. */
export function firstOf(values: Iterable<Json>, passes: (value: Json) => boolean = () => true): Json | undefined {
  for (const value of values) if (passes(value)) return value
  return undefined
}
