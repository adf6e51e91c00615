import type { Json } from '../../openapi/schema.ts'
import type { Texts } from '../texts.ts'
import { isScalar, readScalar } from './scalar-text.ts'
import { fileMark, isObject } from './view.ts'

export type Pair = readonly [name: string, text: string]

/** A value as the fields of a form, and what it is read as. */
export interface Written {
  readonly pairs: readonly Pair[]
  readonly read: Json
}

/** `{ a: { b: [1, 2] } }` → `a[b][]=1`, `a[b][]=2`. Undefined for what no form can say, such as an empty list. */
export function writeForm(value: Json, texts: Texts, name: string): Written | undefined {
  if (texts.items) return Array.isArray(value) ? writeList(value, texts, name) : undefined
  if (Array.isArray(value)) return undefined
  if (isObject(value)) return writeMembers(Object.entries(value), texts, (key) => `${name}[${key}]`)
  if (value === fileMark) return { pairs: [[name, fileMark]], read: value }
  return { pairs: [[name, String(value)]], read: readPart(String(value), texts) }
}

/** The members of an object, each under the name that it has in the form. */
export function writeMembers(
  entries: readonly (readonly [string, Json])[],
  { properties, others = {} }: Texts,
  nameOf: (key: string) => string,
): Written | undefined {
  const pairs: Pair[] = []
  const read: [string, Json][] = []
  for (const [key, member] of entries) {
    if (key === '' || key === '__proto__' || /[[\]]/.test(key)) return undefined
    const texts = properties && Object.hasOwn(properties, key) ? properties[key] : others
    const written = writeForm(member, texts ?? others, nameOf(key))
    if (!written) return undefined
    pairs.push(...written.pairs)
    read.push([key, written.read])
  }
  return pairs.length === 0 ? undefined : { pairs, read: Object.fromEntries(read) }
}

function writeList(value: readonly Json[], { items = {}, separator }: Texts, name: string): Written | undefined {
  if (value.length === 0) return undefined
  if (separator !== undefined) return writeJoined(value, items, separator, name)
  // Objects need their number, or their members could not be told apart.
  const written = value.map((item, index) => writeForm(item, items, `${name}[${isScalar(item) ? '' : index}]`))
  if (!written.every((one) => one !== undefined)) return undefined
  if (items.items && !written.every(({ pairs }) => pairs.length > 0)) return undefined
  return { pairs: written.flatMap(({ pairs }) => pairs), read: written.map(({ read }) => read) }
}

function writeJoined(value: readonly Json[], items: Texts, separator: string, name: string): Written | undefined {
  const fit = value.every((item) => isScalar(item) && item !== '' && !String(item).includes(separator))
  if (!fit || items.items) return undefined
  return {
    pairs: [[name, value.map(String).join(separator)]],
    read: value.map((item) => readPart(String(item), items)),
  }
}

/** An object in one field is sent as JSON. */
function readPart(text: string, { types, properties }: Texts): Json {
  if (!properties) return readScalar(text, types)
  try {
    return JSON.parse(text) as Json
  } catch {
    return readScalar(text, types)
  }
}
