import { UserError } from '../base/errors.ts'
import type { Api, FormList, ScalarType } from '../openapi/api.ts'
import type { Property, Schema } from '../openapi/schema.ts'
import { listTexts, scalar, type Texts } from './texts.ts'

const deepest = 4
const order: readonly ScalarType[] = ['null', 'boolean', 'integer', 'number', 'string']

/** Members within members multiply. Real forms have some hundreds. */
const most = 20_000

export interface FormOwner {
  readonly api: Pick<Api, 'schemas'>
  /** Such as `POST /users`. */
  readonly subject: string
  readonly lists?: readonly FormList[] | undefined
}

/**
 * A form's schema, with the members that are lists in one text. Below four levels, which forms do not have, all texts are strings.
 * UserError `unsupported` for a form whose members refer to each other more often than anybody would print.
 */
export function formTexts(schema: Schema, { api, subject, lists = [] }: FormOwner): Texts {
  const reader = new FormReader(new Map(api.schemas.map(({ name, schema: target }) => [name, target])))
  const { texts, size } = reader.read(schema, deepest)
  if (size > most) {
    const message = `The form of ${subject} has more than ${most} members within members. Give its members schemas that do not refer to each other.`
    throw new UserError('unsupported', message)
  }
  if (lists.length === 0) return texts
  const stated = Object.fromEntries(lists.map(({ name, list }) => [name, listTexts(list)]))
  return { ...texts, properties: { ...texts.properties, ...stated } }
}

interface Sized {
  readonly texts: Texts
  /** How many words it takes to print it. */
  readonly size: number
}

/** What is met again and again, at the same depth, is read once. */
class FormReader {
  readonly #named: ReadonlyMap<string, Schema>
  readonly #known = Array.from({ length: deepest + 1 }, () => new Map<Schema, Sized>())
  readonly #parts = new Map<Schema, readonly Schema[]>()

  constructor(named: ReadonlyMap<string, Schema>) {
    this.#named = named
  }

  read(stated: Schema, depth: number): Sized {
    const schema = this.#meant(stated)
    const known = this.#known[depth]?.get(schema)
    if (known) return known
    const sized = this.#read(this.#partsOf(schema), depth)
    this.#known[depth]?.set(schema, sized)
    return sized
  }

  /** A schema that is nothing but a reference is the one that it refers to. */
  #meant(schema: Schema): Schema {
    const [key, ...more] = Object.keys(schema)
    const target = key === 'ref' && more.length === 0 ? this.#named.get(schema.ref ?? '') : undefined
    return target ?? schema
  }

  #read(parts: readonly Schema[], depth: number): Sized {
    const types = scalar(order.filter((type) => parts.some((part) => admits(part, type))))
    if (depth === 0) return { texts: types, size: 1 }
    // Of those that several parts describe, the last.
    const properties = new Map(
      parts.flatMap(({ object }) => (object?.properties ?? []).map((property) => [property.name, property])),
    )
    const items = parts.find(({ array }) => array?.items)?.array?.items
    const others = parts.find(({ object }) => object?.additional && !object.additional.never)?.object?.additional
    const inside = {
      items: items && this.read(items, depth - 1),
      properties: properties.size > 0 ? this.#members([...properties.values()], depth - 1) : undefined,
      others: others && this.read(others, depth - 1),
    }
    return {
      texts: {
        ...types,
        ...(inside.items && { items: inside.items.texts }),
        ...(inside.properties && { properties: inside.properties.texts }),
        ...(inside.others && { others: inside.others.texts }),
      },
      size: Object.values(inside).reduce((sum, one) => sum + (one?.size ?? 0), 1),
    }
  }

  /** Properties that are strings need no word. */
  #members(properties: readonly Property[], depth: number) {
    const read = properties.map(({ name, schema }) => [name, this.read(schema, depth)] as const)
    const told = read.filter(([, { texts }]) => Object.keys(texts).length > 0)
    return {
      texts: Object.fromEntries(told.map(([name, { texts }]) => [name, texts])),
      size: told.reduce((sum, [, { size }]) => sum + size, 0),
    }
  }

  #partsOf(schema: Schema): readonly Schema[] {
    const known = this.#parts.get(schema) ?? flatten(schema, this.#named, new Set())
    this.#parts.set(schema, known)
    return known
  }
}

/** A schema and all that it is composed of, side by side; each named one once. */
function flatten(schema: Schema, named: ReadonlyMap<string, Schema>, seen: Set<string>): readonly Schema[] {
  const { ref, allOf = [], anyOf = [], oneOf = [] } = schema
  const target = ref === undefined || seen.has(ref) ? undefined : named.get(ref)
  if (ref !== undefined) seen.add(ref)
  const parts = [...(target ? [target] : []), ...allOf, ...anyOf, ...oneOf]
  return [schema, ...parts.flatMap((part) => flatten(part, named, seen))]
}

function admits({ types, values }: Schema, type: ScalarType): boolean {
  if (types) return types.includes(type)
  return values?.some((value) => (value === null ? 'null' : typeof value) === type) ?? false
}
