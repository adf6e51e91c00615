import type { Schema } from '../../openapi/schema.ts'
import type { Find } from './fits.ts'

/** One way to satisfy a schema: all that must hold together, each taken for what it says itself. */
export interface Reading {
  readonly parts: readonly Schema[]
  /** The names that were followed. */
  readonly refs: readonly string[]
}

/** The ways to satisfy a schema, the first alternatives first. One that leads through a name that is open already would never end. */
export function* readings(schema: Schema, open: readonly string[], find: Find): Generator<Reading> {
  if (schema.never) return
  const { ref, allOf = [], anyOf, oneOf, discriminator, condition } = schema
  const all = (part: Schema) => () => readings(part, open, find)
  const some = (parts: readonly Schema[]) => () => eachOf(parts, open, find)
  const told = discriminator && (anyOf ?? oneOf) ? named(discriminator) : []
  const alternatives = told.length > 0 ? [told] : [anyOf, oneOf].filter((one) => one !== undefined)
  const branches = condition && [{ allOf: [condition.if, condition.ifSo ?? {}] }, condition.ifNot ?? {}]
  const choices = [
    ...(ref === undefined ? [] : [() => followed(ref, open, find)]),
    ...allOf.map(all),
    ...[...alternatives, ...(branches ? [branches] : [])].map(some),
  ]
  for (const { parts, refs } of product(choices)) yield { parts: [schema, ...parts], refs }
}

function* followed(ref: string, open: readonly string[], find: Find): Generator<Reading> {
  if (open.includes(ref)) return
  for (const { parts, refs } of readings(find(ref) ?? {}, open, find)) yield { parts, refs: [ref, ...refs] }
}

function* eachOf(schemas: readonly Schema[], open: readonly string[], find: Find): Generator<Reading> {
  for (const schema of schemas) yield* readings(schema, open, find)
}

function named({ property, mapping }: NonNullable<Schema['discriminator']>): readonly Schema[] {
  return Object.entries(mapping).map(([value, ref]) => ({
    allOf: [
      { object: { properties: [{ name: property, schema: { values: [value] } }], required: [property] } },
      { ref },
    ],
  }))
}

function* product(choices: readonly (() => Iterable<Reading>)[]): Generator<Reading> {
  const [first, ...others] = choices
  if (!first) {
    yield { parts: [], refs: [] }
    return
  }
  for (const head of first()) {
    for (const tail of product(others)) {
      yield { parts: [...head.parts, ...tail.parts], refs: [...head.refs, ...tail.refs] }
    }
  }
}
