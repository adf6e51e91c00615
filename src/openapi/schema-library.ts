import { byCodePoint } from '../base/text.ts'
import { admits } from './admits.ts'
import { ownSchemas } from './dialect.ts'
import { type Names, pascalCase } from './names.ts'
import { segments } from './pointer.ts'
import type { Reader } from './reader.ts'
import type { Schema } from './schema.ts'
import { readSchema, type SchemaContext } from './schema-reader.ts'
import { at, type Spot } from './spot.ts'

/** The schemas that are referred to, under their places (`file#pointer`) until all are known and can be named. */
export class SchemaLibrary implements SchemaContext {
  readonly reader: Reader
  readonly dialect: SchemaContext['dialect']
  readonly #spots = new Map<string, Spot>()
  readonly #schemas = new Map<string, Schema>()
  readonly #defaults: (readonly [Spot, Schema])[] = []

  constructor(reader: Reader, dialect: SchemaContext['dialect']) {
    this.reader = reader
    this.dialect = dialect
  }

  readonly refer = (target: Spot): string => {
    const place = `${target.file.path}#${target.pointer}`
    if (!this.#spots.has(place)) this.#spots.set(place, target)
    return place
  }

  readonly read = (spot: Spot, whole = true): Schema => {
    const schema = readSchema(spot, whole, this)
    if (schema.default !== undefined) this.#defaults.push([spot, schema])
    return schema
  }

  /** The schema at a place that `refer` gave. */
  readonly find = (place: string): Schema => {
    const known = this.#schemas.get(place)
    if (known) return known
    const spot = this.#spots.get(place)
    if (!spot) throw new Error(`No schema was referred to at ${place}`)
    const schema = this.read(spot)
    this.#schemas.set(place, schema)
    return schema
  }

  /** Where the schema at a place stands. */
  spot(place: string): Spot | undefined {
    return this.#spots.get(place)
  }

  /** Takes in the root's own schemas, used or not, then whatever they refer to. */
  addAll(): readonly string[] {
    for (const [, spot] of ownSchemas(this.reader, this.dialect)) this.refer(spot)
    // The map grows while it is gone through.
    for (const place of this.#spots.keys()) this.find(place)
    return [...this.#spots.keys()]
  }

  /** Tells of defaults that their own schemas refuse; whoever fills one in does not check it. */
  tellBadDefaults(): void {
    for (const [spot, schema] of this.#defaults) {
      if (schema.default === undefined || admits(schema, schema.default, this.find)) continue
      const value = JSON.stringify(schema.default)
      this.reader.warn(
        at(spot, 'default'),
        'bad-default',
        `The schema refuses its own default ${value}, which is passed over.`,
      )
    }
  }

  /** A name for each place. In the places' order, whatever the document's, so that names stay when it is rearranged. */
  name(names: Names): ReadonlyMap<string, string> {
    const wanted = this.addAll().map((place) => {
      const { exact, name } = preferred(this.#spots.get(place) as Spot)
      return { place, name, exact }
    })
    wanted.sort((a, b) => Number(b.exact) - Number(a.exact) || byCodePoint(a.place, b.place))
    return new Map(wanted.map(({ place, name }) => [place, names.give(name, 'Schema')] as const))
  }
}

/** Steps of a pointer that say where a thing is, and not what it is. */
const structure =
  /^(components|schemas|definitions|\$defs|responses|requestBodies|parameters|headers|content|schema|properties|paths|allOf|anyOf|oneOf)$/

/** `exact`: the document's own name is legal as it is, and has the right of way. */
function preferred({ file, pointer }: Spot): { readonly name: string; readonly exact: boolean } {
  const steps = segments(pointer)
  const last = steps.at(-1) ?? ''
  const isNamed = /^(schemas|definitions|\$defs)$/.test(steps.at(-2) ?? '') || steps.length === 1
  const words = isNamed ? [last] : steps.filter((word) => !structure.test(word) && !/^[\w.+-]+\/[\w.+*-]+$/.test(word))
  const own =
    file.path
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '') ?? ''
  const name = words.length > 1 ? words.map((word) => pascalCase(word, '')).join('') : (words[0] ?? own)
  const legal = pascalCase(name)
  return { name: legal, exact: isNamed && legal === last }
}
