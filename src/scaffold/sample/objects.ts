import { regularExpression } from '../../openapi/admits.ts'
import type { Json, ObjectLimits, Schema } from '../../openapi/schema.ts'
import { firstOf, together } from './arrays.ts'
import type { Find } from './fits.ts'
import type { Place, Sampler } from './sampler.ts'

type Members = readonly (readonly [name: string, value: Json])[]

/** Objects that may satisfy all of the limits: with the required properties, and those that have an example, or by chance some of the others. */
export function* objects(limits: readonly ObjectLimits[], place: Place, sampler: Sampler): Generator<Json> {
  const required = requiredNames(limits)
  const needed = members(required, limits, place, sampler)
  if (!needed) return
  const names = [...new Set(limits.flatMap(({ properties = [] }) => properties.map(({ name }) => name)))]
  const others = names.filter((name) => !required.includes(name))
  const random = sampler.chance(place)
  if (random) {
    // The deeper, the fewer, because members of members multiply.
    const chance = 0.5 ** place.path.split('.').length
    const drawn = others.filter(() => random() < chance)
    yield objectOf([...needed, ...sampler.optional(() => each(drawn, limits, place, sampler))], names)
  }
  const shown = others.filter((name) => hasExample(schemaOf(name, limits), sampler.find))
  const optional = sampler.optional(() => each(shown, limits, place, sampler))
  if (optional.length > 0) yield objectOf([...needed, ...optional], names)
  yield objectOf(needed, names)
  const least = Math.max(0, ...limits.map(({ minProperties = 0 }) => minProperties)) - needed.length
  if (least > 0) yield objectOf([...needed, ...further(least, others, limits, place, sampler)], names)
  yield* variations(needed, limits, place, sampler)
}

function requiredNames(limits: readonly ObjectLimits[]): readonly string[] {
  const names = new Set(limits.flatMap(({ required = [] }) => required))
  const dependents = limits.flatMap(({ dependentRequired = [] }) => dependentRequired)
  for (const name of names) {
    for (const { property, required } of dependents) if (property === name) for (const one of required) names.add(one)
  }
  return [...names]
}

/** A value for each name; undefined when one cannot be made. */
function members(
  names: readonly string[],
  limits: readonly ObjectLimits[],
  place: Place,
  sampler: Sampler,
): Members | undefined {
  const made: (readonly [string, Json])[] = []
  for (const name of names) {
    const value = firstOf(valuesOf(name, limits, place, sampler))
    if (value === undefined) return undefined
    made.push([name, value])
  }
  return made
}

/** Those of the names for which a value can be made. */
function each(names: readonly string[], limits: readonly ObjectLimits[], place: Place, sampler: Sampler): Members {
  return names.flatMap((name) => members([name], limits, place, sampler) ?? [])
}

function valuesOf(name: string, limits: readonly ObjectLimits[], place: Place, sampler: Sampler): Iterable<Json> {
  return sampler.values(schemaOf(name, limits), { ...place, path: `${place.path}.${name}` })
}

/** All that is said of a property. */
function schemaOf(name: string, limits: readonly ObjectLimits[]): Schema {
  const parts = limits.flatMap(({ properties = [], patterns = [], additional }) => {
    const own = [
      ...properties.filter((property) => property.name === name),
      ...patterns.filter(({ pattern }) => regularExpression(pattern).test(name)),
    ].map(({ schema }) => schema)
    return own.length > 0 || !additional || Object.keys(additional).length === 0 ? own : [additional]
  })
  return together(parts.length > 0 ? parts : limits.flatMap(({ unevaluated }) => unevaluated ?? []))
}

function hasExample({ example, ref }: Schema, find: Find): boolean {
  return example !== undefined || (ref !== undefined && find(ref)?.example !== undefined)
}

/** So many more members: properties of the schema first, then names that it leaves open. */
function further(
  count: number,
  others: readonly string[],
  limits: readonly ObjectLimits[],
  place: Place,
  sampler: Sampler,
): Members {
  const naming = limits.flatMap(({ names }) => names ?? [])
  const open: string[] = []
  const wanted = together([{ types: ['string'] }, ...naming])
  for (const name of sampler.optional(() => [...sampler.values(wanted, place)]))
    if (typeof name === 'string') open.push(name)
  const names = [...others, ...open.filter((name) => !others.includes(name))]
  return sampler.optional(() => each(names, limits, place, sampler)).slice(0, count)
}

/** The same object with another value for one of its members, where a list asks for different ones. */
function* variations(
  needed: Members,
  limits: readonly ObjectLimits[],
  place: Place,
  sampler: Sampler,
): Generator<Json> {
  for (const [index, [name]] of needed.entries()) {
    for (const value of valuesOf(name, limits, place, sampler)) {
      yield objectOf(needed.with(index, [name, value]), [])
    }
  }
}

/** In the order of the schema's properties. */
function objectOf(made: Members, names: readonly string[]): Json {
  const rank = (name: string): number => (names.includes(name) ? names.indexOf(name) : names.length)
  return Object.fromEntries([...made].sort(([a], [b]) => rank(a) - rank(b)))
}
