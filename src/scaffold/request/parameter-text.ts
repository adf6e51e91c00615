import type { Api, Parameter, ParameterEncoding } from '../../openapi/api.ts'
import type { Json } from '../../openapi/schema.ts'
import { formTexts } from '../form-texts.ts'
import { parameterTexts, type Texts } from '../texts.ts'
import { type Pair, writeForm } from './form-text.ts'
import { isScalar, readScalar } from './scalar-text.ts'
import { isObject, type Members } from './view.ts'

/** A parameter as it is sent: one text in paths and headers, pairs in queries and cookies. And what the text is read as. */
export interface WrittenParameter {
  /** Encoded. The names of a path's and a header's are empty. */
  readonly pairs: readonly Pair[]
  readonly read: Json
}

type Styled = Extract<ParameterEncoding, { kind: 'style' }>

/** Undefined for what the parameter's style cannot say, such as an empty list. */
export function writeParameter(parameter: Parameter, value: Json, api: Api): WrittenParameter | undefined {
  const { encoding } = parameter
  // Half of a pair of surrogates has no encoding.
  if (/\\ud[89a-f]/i.test(JSON.stringify(value))) return undefined
  const written =
    encoding.kind === 'content' ? asContent(encoding, parameter, value) : asStyle(encoding, parameter, value, api)
  return written?.pairs.every(([name, text]) => canStand(parameter, name, text)) ? written : undefined
}

function canStand({ place }: Parameter, name: string, text: string): boolean {
  if (place === 'header') return text === text.trim() && /^[\x20-\x7e]+$/.test(text)
  if (place === 'path') return text !== '' && text !== '.' && text !== '..'
  return place === 'query' || /^[\w!#$%&'*+.^`|~-]+$/.test(name)
}

function asContent(
  { mediaType }: { readonly mediaType: string },
  { place, name }: Parameter,
  value: Json,
): WrittenParameter | undefined {
  const isJson = /^[^/]+\/(?:.+\+)?json$/.test(mediaType)
  if (!isJson && typeof value !== 'string') return undefined
  const text = isJson ? JSON.stringify(value) : String(value)
  return { pairs: [[inPairs(place) ? encodeURIComponent(name) : '', encoder(place)(text)]], read: value }
}

function asStyle(encoding: Styled, parameter: Parameter, value: Json, api: Api): WrittenParameter | undefined {
  const { place, name, schema } = parameter
  const { style, shape } = encoding
  if (style === 'deepObject')
    return brackets(writeForm(value, formTexts(schema, { api, subject: `the parameter ${name}` }), name))
  const texts = parameterTexts(shape)
  const encode = encoder(place, style)
  const key = place === 'query' || place === 'cookie' ? encodeURIComponent(name) : name
  const wire: Wire = { encode, separator: separators[style] ?? ',' }
  if (Array.isArray(value)) return texts.items ? writeList(value, texts, key, { ...encoding, place }, wire) : undefined
  if (isObject(value))
    return texts.properties ? writeObject(value, texts, key, { ...encoding, place }, wire) : undefined
  if (texts.items || texts.properties) return undefined
  const text = encode(String(value))
  if (text === '' && !inPairs(place)) return undefined
  return { pairs: [pairOf(place, key, prefixed(style, key, text))], read: readScalar(String(value), texts.types) }
}

function brackets(written: { readonly pairs: readonly Pair[]; readonly read: Json } | undefined) {
  if (!written) return undefined
  const encode = (text: string): string => encodeURIComponent(text).replace(/%5B/g, '[').replace(/%5D/g, ']')
  return { ...written, pairs: written.pairs.map(([name, text]) => [encode(name), encodeURIComponent(text)] as const) }
}

interface Wire {
  readonly encode: (text: string) => string
  readonly separator: string
}

interface Where {
  readonly place: Parameter['place']
  readonly style: Styled['style']
  readonly explode: boolean
}

const separators: Readonly<Record<string, string>> = {
  spaceDelimited: '%20',
  pipeDelimited: '%7C',
  tabDelimited: '%09',
}

function writeList(
  value: readonly Json[],
  { items = {} }: Texts,
  name: string,
  { place, style, explode }: Where,
  { encode, separator }: Wire,
): WrittenParameter | undefined {
  const texts = value.map((item) => elementText(item, items, encode))
  if (texts.length === 0 || !texts.every((text) => text !== undefined)) return undefined
  const read = value.map((item) => readElement(item, items))
  if (inPairs(place) && explode) return { pairs: texts.map((text) => [name, text] as const), read }
  if (texts.some((text) => text === '' || text.includes(separator) || (place === 'header' && text.includes(','))))
    return undefined
  const exploded: Readonly<Record<string, string>> = { label: '.', matrix: `;${name}=` }
  const joined = texts.join(explode ? (exploded[style] ?? separator) : separator)
  return { pairs: [pairOf(place, name, prefixed(style, name, joined))], read }
}

/** A list in a list has its own separator. */
function elementText(item: Json, { items, separator = ',' }: Texts, encode: Wire['encode']): string | undefined {
  if (!items) return isScalar(item) ? encode(String(item)) : undefined
  if (!Array.isArray(item) || item.length === 0 || !item.every((one: Json) => isScalar(one) && one !== ''))
    return undefined
  return item
    .map((one: Json) => encode(String(one)))
    .join(encode(separator) === separator ? separator : encode(separator))
}

function readElement(item: Json, { items, types }: Texts): Json {
  if (!items) return readScalar(String(item), types)
  return Array.isArray(item) ? item.map((one: Json) => readElement(one, items)) : item
}

function writeObject(
  value: Members,
  { properties = {}, others }: Texts,
  name: string,
  { place, style, explode }: Where,
  { encode, separator }: Wire,
): WrittenParameter | undefined {
  const entries = Object.entries(value)
  if (entries.length === 0 || !entries.every(([key, one]) => isScalar(one) && key !== '' && key !== '__proto__'))
    return undefined
  const typesOf = (key: string) => (Object.hasOwn(properties, key) ? properties[key] : others)?.types
  const read = Object.fromEntries(entries.map(([key, one]) => [key, readScalar(String(one), typesOf(key))]))
  const couples = entries.map(([key, one]) => [encode(key), encode(String(one))] as const)
  if (inPairs(place) && explode) return { pairs: couples, read }
  const parts = explode ? couples.map(([key, text]) => `${key}=${text}`) : couples.flat()
  if (parts.some((part) => part === '' || part.includes(separator))) return undefined
  const exploded: Readonly<Record<string, string>> = { label: '.', matrix: ';' }
  const joined = parts.join(explode ? (exploded[style] ?? separator) : separator)
  const text = style === 'matrix' && explode ? `;${joined}` : prefixed(style, name, joined)
  return { pairs: [pairOf(place, name, text)], read }
}

function inPairs(place: Parameter['place']): boolean {
  return place === 'query' || place === 'cookie'
}

function pairOf(place: Parameter['place'], name: string, text: string): Pair {
  return [inPairs(place) ? name : '', text]
}

function prefixed(style: string, name: string, text: string): string {
  if (style === 'label') return `.${text}`
  return style === 'matrix' ? `;${name}=${text}` : text
}

/** Percent-encoding, which headers do not have; a dot separates what is exploded after one. */
function encoder(place: Parameter['place'], style = ''): (text: string) => string {
  if (place === 'header') return (text) => text
  if (style === 'label') return (text) => encodeURIComponent(text).replaceAll('.', '%2E')
  return encodeURIComponent
}
