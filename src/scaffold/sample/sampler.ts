import { type Random, randomFrom, shuffled } from '../../base/random.ts'
import { jsonTypes, meet } from '../../openapi/admitted-types.ts'
import type { Example, Json, JsonType, Schema } from '../../openapi/schema.ts'
import { arrays } from './arrays.ts'
import { type Find, fits } from './fits.ts'
import { objects } from './objects.ts'
import { readings } from './reading.ts'
import { numbers, texts } from './scalar.ts'

/** An example inside a schema that the schema itself refuses. */
export type Refused = (example: Example) => void

/** Where a value is being made. */
export interface Place {
  /** In the words of the user: `body.items.0`. */
  readonly path: string
  /** The names of schemas around it: none is used inside itself, so that every value ends. */
  readonly open: readonly string[]
}

/** Makes values for schemas. The same schema gives the same values, with a seed the same for the same seed. */
export interface Sampler {
  readonly find: Find
  /** Chance for the value at a place, the same whenever it is asked; undefined where values are to be the plainest. */
  readonly chance: (place: Place) => Random | undefined
  /** Values that satisfy a schema, the best first; none when none was found. */
  values(schema: Schema, place: Place): Iterable<Json>
  /** Does without what it was asked for: forgets why it failed. */
  readonly optional: <Made>(make: () => Made) => Made
}

export type Sample = { readonly value: Json } | { readonly why: string }

export interface SampleOptions {
  /** Where the value goes, in the words of the user: `body`. */
  readonly path: string
  readonly find: Find
  readonly refused?: Refused
  /** Another seed gives another value, where the schema admits several. */
  readonly seed?: string | undefined
}

/** So many values are looked at for one sample. Schemas that people write take some hundred. */
const mostSteps = 20_000
/** What a value can do without is not worth more. */
const mostForOptional = 2000

/** A value that satisfies a schema, from its examples where they do; or why none was found. */
export function sample(schema: Schema, { path, find, refused = () => {}, seed }: SampleOptions): Sample {
  let why: string | undefined
  let steps = 0
  let limit = mostSteps
  const sampler: Sampler = {
    find,
    chance: (place) => (seed === undefined ? undefined : randomFrom(`${seed} ${place.path}`)),
    *values(inner, place) {
      let found = false
      for (const value of candidates(inner, place, sampler, refused)) {
        if (steps > limit) break
        steps++
        if (!fits(inner, value, find)) continue
        found = true
        yield value
      }
      if (!found) why ??= `${place.path}: ${reason(inner, place, find)}`
    },
    optional(make) {
      const [whyBefore, limitBefore] = [why, limit]
      limit = Math.min(limit, steps + mostForOptional)
      const made = make()
      why = whyBefore
      limit = limitBefore
      return made
    },
  }
  const [value] = sampler.values(schema, { path, open: [] })
  if (value !== undefined) return { value }
  return {
    why: steps > mostSteps ? `${path}: no value was found among ${mostSteps.toLocaleString('en-US')}` : `${why}`,
  }
}

function* candidates(schema: Schema, place: Place, sampler: Sampler, refused: Refused): Generator<Json> {
  let left = 64
  for (const { parts, refs } of readings(schema, place.open, sampler.find)) {
    if (left-- === 0) return
    yield* shown(parts, sampler.find, refused)
    yield* made(parts, { ...place, open: [...place.open, ...refs] }, sampler)
  }
}

/** What the document itself shows: examples, then defaults. */
function* shown(parts: readonly Schema[], find: Find, refused: Refused): Generator<Json> {
  for (const part of parts) {
    const { example } = part
    if (example && !fits(part, example.value, find)) refused(example)
    else if (example) yield example.value
  }
  for (const part of parts) if (part.default !== undefined) yield part.default
}

/** In the order in which they are tried where a schema leaves the choice. */
const order: readonly JsonType[] = ['object', 'array', 'string', 'integer', 'number', 'boolean', 'null']

function* made(parts: readonly Schema[], place: Place, sampler: Sampler): Generator<Json> {
  const values = parts.find((part) => part.values)?.values
  const random = sampler.chance(place)
  if (values) {
    yield* inAnyOrder(values, random)
    return
  }
  const types = typesOf(parts)
  for (const type of order.filter((one) => types.has(one))) yield* ofType(type, parts, place, sampler)
}

function inAnyOrder(values: readonly Json[], random: Random | undefined): readonly Json[] {
  return random ? shuffled(values, random) : values
}

function typesOf(parts: readonly Schema[]): ReadonlySet<JsonType> {
  return parts.reduce<ReadonlySet<JsonType>>(
    (types, part) => (part.types ? meet(types, new Set(part.types)) : types),
    new Set(jsonTypes),
  )
}

function ofType(type: JsonType, parts: readonly Schema[], place: Place, sampler: Sampler): Iterable<Json> {
  switch (type) {
    case 'object':
      return objects(
        parts.flatMap(({ object }) => object ?? []),
        place,
        sampler,
      )
    case 'array':
      return arrays(
        parts.flatMap(({ array }) => array ?? []),
        place,
        sampler,
      )
    case 'string':
      return texts(
        parts.flatMap(({ text }) => text ?? []),
        sampler.chance(place),
      )
    case 'integer':
    case 'number':
      return numbers(
        parts.flatMap(({ number }) => number ?? []),
        sampler.chance(place),
      )
    case 'boolean':
      return inAnyOrder([true, false], sampler.chance(place))
    case 'null':
      return [null]
  }
}

/** Why nothing was found, for somebody who has the schema before them. */
function reason(schema: Schema, { open }: Place, find: Find): string {
  const [first] = readings(schema, open, find)
  if (!first) {
    const [unopened] = readings(schema, [], find)
    return unopened ? 'the schema contains itself without end' : 'the schema admits nothing'
  }
  const patterns = first.parts.flatMap(({ text }) => text?.pattern ?? [])
  const types = [...typesOf(first.parts)]
  if (types.length === 0) return 'the parts of the schema admit different types'
  const pattern = types.includes('string') && patterns.length > 0 ? ` that matches ${patterns.join(' and ')}` : ''
  return `no ${types.length === 1 ? types[0] : 'value'} was found${pattern || ' within all limits of the schema'}`
}
