import type { Json, Schema } from '../../openapi/schema.ts'
import { fits } from '../sample/fits.ts'
import { type Sample, sample } from '../sample/sampler.ts'
import { isObject, type View, type Views } from './view.ts'

/** A value with all that can be there, and why some of it cannot. */
export interface FullSample {
  readonly value: Json
  readonly left: readonly string[]
}

/** More than that nobody reads, and each may take a sample of its own. */
const mostMembers = 60

/** A value as short as may be: of the schema alone, or else from the document's examples. */
export function shortSample(schema: Schema, path: string, { bare, whole, filled }: Views): Sample {
  const made = sampleIn(schema, path, bare)
  if ('value' in made) return made
  const others = [whole, filled].map((view) => sampleIn(schema, path, view))
  return others.find((other) => 'value' in other) ?? made
}

/** The document's own example where it has one. */
export function shownSample(schema: Schema, path: string, { bare, whole }: Views): Sample {
  const { default: _, ...rest } = schema
  const made = sampleIn(rest, path, whole)
  return 'why' in made ? sampleIn(schema, path, bare) : made
}

/** A value that forms and parameters can say. */
export function filledSample(schema: Schema, path: string, { filled }: Views): Sample {
  return sampleIn(schema, path, filled)
}

function sampleIn(schema: Schema, path: string, { adapt, find }: View): Sample {
  return sample(adapt(schema), { path, find })
}

/** A short sample with as many of its optional members as can be there together. */
export function fullSample(schema: Schema, path: string, start: Json, views: Views): FullSample {
  const { whole } = views
  if (!isObject(start)) return { value: start, left: [] }
  const names = partsOf(whole.adapt(schema), start, whole)
    .flatMap(({ object }) => object?.properties ?? [])
    .map(({ name }) => name)
    // The server refuses whoever sends it.
    .filter((name) => name !== '__proto__')
    .filter((name, index, all) => !Object.hasOwn(start, name) && all.indexOf(name) === index)
    .slice(0, mostMembers)
  if (names.length === 0) return { value: start, left: [] }
  const all = withMembers(schema, names, path, views)
  if ('value' in all) return { value: all.value, left: [] }
  return oneByOne(schema, names, path, start, views)
}

function oneByOne(schema: Schema, names: readonly string[], path: string, start: Json, views: Views): FullSample {
  const left: string[] = []
  let value = start
  let taken: readonly string[] = []
  for (const name of names) {
    const alone = withMembers(schema, [name], path, views)
    if ('why' in alone) left.push(alone.why)
    else {
      const together = withMembers(schema, [...taken, name], path, views)
      if ('why' in together) continue
      taken = [...taken, name]
      value = together.value
    }
  }
  return { value, left }
}

function withMembers(schema: Schema, names: readonly string[], path: string, views: Views): Sample {
  return shortSample({ allOf: [schema, { object: { required: names } }] }, path, views)
}

/** A schema and all of what it is composed of that holds for a value, side by side; each named one once. */
export function partsOf(schema: Schema, value: Json, view: View, seen = new Set<string>()): readonly Schema[] {
  const { ref, allOf = [], anyOf = [], oneOf = [], condition } = schema
  const holds = (part: Schema): boolean => fits(part, value, view.find)
  const referred = ref === undefined || seen.has(ref) ? undefined : view.find(ref)
  if (ref !== undefined) seen.add(ref)
  const branch = condition && (holds(condition.if) ? condition.ifSo : condition.ifNot)
  const parts = [
    ...(referred ? [referred] : []),
    ...allOf,
    ...[...anyOf, ...oneOf].filter(holds),
    ...(branch ? [branch] : []),
  ]
  return [schema, ...parts.flatMap((part) => partsOf(part, value, view, seen))]
}
