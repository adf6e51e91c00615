import { UserError } from '../base/errors.ts'
import { encoded, mayStay } from './component-name.ts'
import type { Dialect } from './dialect.ts'
import { asRef } from './discriminator.ts'
import { type ComponentKind, childKind, componentsOf, type Kind } from './document-shape.ts'
import { segments } from './pointer.ts'
import type { Reader } from './reader.ts'
import { at, isObject, type JsonObject, type Spot } from './spot.ts'

/** A document in one piece: what it refers to in other files, or outside of `components`, is in `components`. */
export function bundle(reader: Reader, dialect: Dialect): JsonObject {
  if (dialect !== '2.0') return new Bundle(reader, dialect).whole()
  throw new UserError(
    'unsupported',
    'Swagger 2.0 has no words for a document of envelopes. Convert the document to OpenAPI 3 for `--envelope always`.',
    { where: { file: reader.root.file.path } },
  )
}

class Bundle {
  readonly #reader: Reader
  readonly #dialect: '3.0' | '3.1'
  /** Where something is taken from → the reference to it. */
  readonly #refs = new Map<string, string>()
  /** Below `components`: what is taken in. */
  readonly #taken = new Map<string, Map<string, unknown>>()
  /** The path items that are being copied. */
  readonly #open = new Set<string>()

  constructor(reader: Reader, dialect: '3.0' | '3.1') {
    this.#reader = reader
    this.#dialect = dialect
  }

  whole(): JsonObject {
    const document = this.#copy(this.#reader.root, 'document') as JsonObject
    for (const [kind, key] of Object.entries(componentsOf)) {
      const misnamed = this.#reader
        .members(at(this.#reader.root, 'components'), key)
        .filter(([name]) => !mayStay(key, name))
      for (const [, spot] of misnamed) this.#take(spot, kind as ComponentKind)
    }
    if (this.#taken.size === 0) return document
    const components: Record<string, unknown> = { ...(document.components as object) }
    for (const [key, taken] of this.#taken) components[key] = { ...(components[key] as object), ...fromEntries(taken) }
    return { ...document, components }
  }

  #copy(spot: Spot, kind: Kind): unknown {
    const { value } = spot
    if (Array.isArray(value)) return value.map((_, index) => this.#copy(at(spot, index), kind))
    if (!isObject(value) || kind === 'value') return value
    if (kind === 'pathItem') return this.#pathItem(spot)
    const ref = typeof value.$ref === 'string' ? '$ref' : '$dynamicRef'
    const isReference = kind in componentsOf && typeof value[ref] === 'string'
    const to = isReference ? this.#refer(at(spot, ref), kind as ComponentKind) : undefined
    if (to === undefined) return this.#members(spot, kind)
    // In 3.0 nothing beside a reference counts, though others may think so.
    return this.#dialect === '3.0' || kind !== 'schema' ? { $ref: to } : { ...this.#members(spot, kind), $ref: to }
  }

  #members(spot: Spot, kind: Kind): JsonObject {
    const keys = Object.keys(spot.value as object).filter((key) => kind !== 'schema' || !ofPlaces.has(key))
    return fromEntries(keys.map((key) => [key, this.#member(at(spot, key), kind, key)] as const))
  }

  #member(spot: Spot, kind: Kind, key: string): unknown {
    if (kind === 'schema' && key === 'discriminator') return this.#discriminator(spot)
    const child = childKind(kind, key)
    if (typeof child === 'string') return this.#copy(spot, child)
    if (!isObject(spot.value)) return this.#copy(spot, child[0])
    const each = (name: string): Kind =>
      kind !== 'schema' && kind !== 'components' && name.startsWith('x-') ? 'value' : child[0]
    const names = Object.keys(spot.value).filter((name) => kind !== 'components' || mayStay(key, name))
    return fromEntries(names.map((name) => [name, this.#copy(at(spot, name), each(name))] as const))
  }

  /** OpenAPI 3.0 has no place for shared path items, and what is beside a reference to one counts too. */
  #pathItem(spot: Spot): JsonObject {
    const { $ref, ...beside } = this.#members(spot, 'pathItem')
    const target = $ref === undefined ? undefined : this.#reader.target(at(spot, '$ref'))
    if (!target || !isObject(target.value)) return beside
    const place = placeOf(target)
    if (this.#open.has(place)) {
      throw new UserError(
        'unsupported',
        `The path item ${place} is part of itself, which no document in one piece can say.`,
        {
          where: { file: spot.file.path, pointer: spot.pointer },
        },
      )
    }
    this.#open.add(place)
    const item = this.#pathItem(target)
    this.#open.delete(place)
    return { ...item, ...beside }
  }

  #discriminator(spot: Spot): unknown {
    const mapping = at(spot, 'mapping')
    if (!isObject(spot.value) || !isObject(mapping.value)) return spot.value
    const entries = Object.entries(mapping.value).map(([value, to]) => {
      const ref = typeof to === 'string' ? this.#refer(asRef(at(mapping, value)), 'schema') : undefined
      return [value, ref ?? to] as const
    })
    return { ...spot.value, mapping: fromEntries(entries) }
  }

  /** The reference to a target, which is taken in where it needs a place. Undefined for what leads nowhere, and is not ours to judge. */
  #refer(ref: Spot, kind: ComponentKind): string | undefined {
    const target = this.#reader.target(ref)
    if (!target) return undefined
    if (this.#stays(target, componentsOf[kind])) return `#${segments(target.pointer).map(encoded).join('')}`
    return this.#take(target, kind)
  }

  #take(target: Spot, kind: ComponentKind): string {
    const key = componentsOf[kind]
    const place = `${key} ${placeOf(target)}`
    const known = this.#refs.get(place)
    if (known !== undefined) return known
    const name = this.#freeName(target, key)
    const to = `#/components/${key}/${name}`
    this.#refs.set(place, to)
    const taken = this.#taken.get(key) ?? new Map<string, unknown>()
    this.#taken.set(key, taken.set(name, undefined))
    taken.set(name, this.#copy(target, kind))
    return to
  }

  /** What is in `components` of the document itself: of a schema, any part of it as well. */
  #stays({ file, pointer }: Spot, key: string): boolean {
    const steps = segments(pointer)
    const isThere = file === this.#reader.root.file && steps[0] === 'components' && steps[1] === key
    return isThere && mayStay(key, steps[2] ?? '') && (steps.length === 3 || (steps.length > 3 && key === 'schemas'))
  }

  #freeName({ file, pointer }: Spot, key: string): string {
    const own = at(at(this.#reader.root, 'components'), key).value
    const base = file.path
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/, '')
    const wanted = (segments(pointer).at(-1) ?? base ?? '').replace(/[^\w.-]+/g, '-') || key
    for (let number = 1; ; number++) {
      const name = number === 1 ? wanted : `${wanted}${number}`
      const isTaken = (isObject(own) && Object.hasOwn(own, name)) || this.#taken.get(key)?.has(name)
      if (!isTaken) return name
    }
  }
}

/** What tells where a schema is, which it no longer is. */
const ofPlaces = new Set(['$id', '$anchor', '$dynamicAnchor', '$ref', '$dynamicRef'])

function placeOf({ file, pointer }: Spot): string {
  return `${file.path}#${pointer}`
}

/** Keys come from documents, and one may be `__proto__`. */
function fromEntries(entries: Iterable<readonly [string, unknown]>): JsonObject {
  return Object.fromEntries(entries)
}
