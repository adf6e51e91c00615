import type { Schema } from './schema.ts'

/** A schema that is made of itself without a step into the value, which nothing could ever check. */
export interface SelfMade {
  readonly name: string
  /** The reference that closes the circle. */
  readonly ref: string
}

/**
 * Opens the circles in which a schema is an alternative of itself. A base that lists its children as alternatives while each child
 * extends the base is such a circle, and a common one: there the child takes what the base says itself, without its alternatives.
 */
export function openCircles(schemas: ReadonlyMap<string, Schema>): {
  readonly schemas: ReadonlyMap<string, Schema>
  readonly circles: readonly SelfMade[]
} {
  const circles: SelfMade[] = []
  const opened = new Map(schemas)
  for (const through of ['allOf', 'all'] as const) {
    for (const name of [...schemas.keys()].sort()) {
      const schema = opened.get(name) ?? {}
      const cut = without(schema, through, through === 'all', (ref) => {
        if (!leadsTo(ref, name, opened)) return undefined
        circles.push({ name, ref })
        // As the document has it: what was opened holds parts of others, and those of theirs in turn.
        return ownPart(schemas.get(ref) ?? {}, (other) => leadsTo(other, name, opened))
      })
      opened.set(name, cut)
    }
  }
  return { schemas: opened, circles }
}

const longest = 500

/** The schema at which a chain of references without a step into the value gets longer than can be followed: people write five. */
export function endlessChain(schemas: ReadonlyMap<string, Schema>): string | undefined {
  const seen = new Set<string>()
  for (const start of schemas.keys()) {
    const open = [{ name: start, length: 0 }]
    for (let step = open.pop(); step; step = open.pop()) {
      if (seen.has(step.name)) continue
      seen.add(step.name)
      const { name, length } = step
      if (length > longest) return name
      for (const next of direct(schemas.get(name) ?? {})) open.push({ name: next, length: length + 1 })
    }
  }
  return undefined
}

/** Whether a value that is tested against one schema ends up being tested against the other. */
function leadsTo(from: string, to: string, schemas: ReadonlyMap<string, Schema>): boolean {
  const seen = new Set<string>()
  const open = [from]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === to) return true
    if (seen.has(name)) continue
    seen.add(name)
    open.push(...direct(schemas.get(name) ?? {}))
  }
  return false
}

/** The schemas that the same value is tested against. */
function direct({ ref, allOf = [], anyOf = [], oneOf = [], not, condition, discriminator }: Schema): readonly string[] {
  const { ifSo, ifNot } = condition ?? {}
  const parts = [...allOf, ...anyOf, ...oneOf, not, condition?.if, ifSo, ifNot].filter((part) => part !== undefined)
  const mapped = discriminator && (anyOf.length > 0 || oneOf.length > 0) ? Object.values(discriminator.mapping) : []
  return [...(ref === undefined ? [] : [ref]), ...mapped, ...parts.flatMap(direct)]
}

/** What a schema says itself, without the parts that lead back. */
function ownPart(schema: Schema, leadsBack: (ref: string) => boolean): Schema {
  const { ref, anyOf, oneOf, discriminator, allOf, not, condition, ...own } = schema
  const safe = allOf?.filter((part) => !direct(part).some(leadsBack))
  return { ...own, ...(safe?.length && { allOf: safe }) }
}

/** What is to be there instead of a reference, or undefined for the reference itself. */
type Replace = (ref: string) => Schema | undefined

/** The schema without the references that close a circle: those in an allOf, or all. */
function without(schema: Schema, through: 'allOf' | 'all', here: boolean, replace: Replace): Schema {
  const { ref, ...rest } = schema
  const list = (parts: readonly Schema[], inside: boolean): readonly Schema[] =>
    parts.map((part) => without(part, through, inside, replace))
  const { allOf, anyOf, oneOf, not } = schema
  const all = through === 'all'
  const instead = here && ref !== undefined ? replace(ref) : undefined
  if (instead) return Object.keys(rest).length === 0 ? instead : { ...rest, allOf: [...(allOf ?? []), instead] }
  return {
    ...schema,
    ...(allOf && { allOf: list(allOf, true) }),
    ...(anyOf && all && { anyOf: list(anyOf, true) }),
    ...(oneOf && all && { oneOf: list(oneOf, true) }),
    ...(not && all && { not: without(not, through, true, replace) }),
  }
}
