import type { Delimited, Parameter, Place, Separator, Texts } from '../runtime.js'
import { formValue } from './form.js'
import { decode, own, type Pair, pairs, parseJson, readScalar } from './text.js'

/** A request's parameters as they were sent. */
export interface RawParameters {
  params: Record<string, string>
  search: string
  headers: Record<string, string | string[] | undefined>
  /** What carries the caller's credentials in queries and cookies, which is no member of anything. */
  keys?: Key[]
}

export type Key = Pick<Parameter, 'in' | 'name'>

/** All that an operation knows by name. */
interface Names {
  all: Parameter[]
  keys: Key[]
}

/** Texts -> values, by each parameter's style. What is absent stays absent. */
export function decodeParameters(parameters: Parameter[], raw: RawParameters): Record<Place, Record<string, unknown>> {
  const sent: Record<Place, Record<string, unknown>> = { params: {}, query: {}, headers: {}, cookies: {} }
  const all = { query: raw.search === '' ? [] : pairs(raw.search), names: { all: parameters, keys: raw.keys ?? [] } }
  for (const parameter of parameters) {
    const value = read(parameter, raw, all)
    if (value !== undefined && parameter.name !== '__proto__') sent[parameter.in][parameter.name] = value
  }
  return sent
}

function read(
  parameter: Parameter,
  { params, headers }: RawParameters,
  { query, names }: { query: Pair[]; names: Names },
): unknown {
  switch (parameter.in) {
    case 'params':
      return fromText(parameter, own(params, parameter.name), encoded)
    case 'query':
      return fromPairs(parameter, query, names)
    case 'headers':
      return fromText(parameter, [own(headers, parameter.name)].flat().join(), bare)
    case 'cookies':
      return fromPairs(parameter, cookies(headers['cookie']), names)
  }
}

/** How values and what stands between them are written. */
interface Writing {
  clean: (text: string) => string
  separators: Record<Separator, string | RegExp>
}

const encoded: Writing = { clean: decode, separators: { ',': ',', ' ': /%20/, '\t': /%09/, '|': /\||%7C/i } }

/** Headers are not percent-encoded. */
const bare: Writing = { clean: (text) => text.trim(), separators: { ',': ',', ' ': ' ', '\t': '\t', '|': '|' } }

/** A parameter that is one text: all of a path's and a header's. */
function fromText(parameter: Parameter, text: string | undefined, writing: Writing): unknown {
  const { name, style = 'simple', explode = false, types, items, properties } = parameter
  if (text === undefined || text === '') return undefined
  if (style === 'simple' && !items && !properties) return readScalar(writing.clean(text), types)
  switch (style) {
    case 'json':
    case 'text':
      return fromContent(style, writing.clean(text))
    case 'label':
      return split(text.replace(/^\./, ''), explode ? '.' : ',', parameter, explode, writing)
    case 'matrix': {
      const named = new RegExp(`(^|;)${escaped(name)}=`, 'g')
      const bare = text.replace(/^;/, '')
      const unnamed = parameter.properties && explode ? bare : bare.replace(named, '$1')
      return split(unnamed, explode ? ';' : ',', parameter, explode, writing)
    }
    default:
      return split(text, writing.separators[separatorOf(style)], parameter, explode, writing)
  }
}

const delimiters: Record<Delimited, Separator> = { spaceDelimited: ' ', pipeDelimited: '|', tabDelimited: '\t' }

function separatorOf(style: string): Separator {
  return own<Separator>(delimiters, style) ?? ','
}

/** A query or cookie parameter, from all that was sent there. */
function fromPairs(parameter: Parameter, sent: Pair[], names: Names): unknown {
  const { name, style = 'form', explode = style === 'form', items, properties } = parameter
  if (style === 'deepObject') return fromBrackets(parameter, sent)
  if (properties && explode) return fromMembers(parameter, sent, names)
  const texts: string[] = []
  for (const pair of sent) if (pair[0] === name) texts.push(pair[1])
  const text = texts[0]
  if (text === undefined) return undefined
  if (style === 'json' || style === 'text') return fromContent(style, decode(text))
  if (items && explode) return texts.map((one) => element(one, items, encoded))
  // Said twice where once is meant: a list, for the validator to refuse.
  return texts.length > 1
    ? texts.map(decode)
    : split(text, encoded.separators[separatorOf(style)], parameter, false, encoded)
}

function fromContent(style: 'json' | 'text', text: string): unknown {
  const json = style === 'json' ? parseJson(text) : undefined
  return json ? json.value : text
}

/** `filter[min]=1&filter[max]=2`. */
function fromBrackets({ name, ...texts }: Parameter, sent: Pair[]): unknown {
  const mine = sent.filter(([key]) => key === name || key.startsWith(`${name}[`))
  const value = formValue(
    mine.map(([key, text]) => [key, decode(text)]),
    { properties: { [name]: texts } },
  )
  return own(value, name)
}

/** An exploded object: each of its members is a parameter of its own, and so is everything that no other parameter claims. */
function fromMembers({ in: place, name, properties = {}, others }: Parameter, sent: Pair[], names: Names): unknown {
  const known: Key[] = [...names.all, ...names.keys]
  const claimed = new Set(known.filter((one) => one.in === place && one.name !== name).map((one) => one.name))
  const mine = sent.filter(([key]) => own(properties, key) ?? (claimed.has(key) ? undefined : others))
  if (mine.length === 0) return undefined
  return Object.fromEntries(
    mine.map(([key, text]) => [key, readScalar(decode(text), (own(properties, key) ?? others)?.types)]),
  )
}

/** `1,2,3`, or `a,1,b,2`, or exploded `a=1,b=2`. Split before decoding: an encoded separator is part of a value. */
function split(text: string, separator: string | RegExp, texts: Texts, explode: boolean, writing: Writing): unknown {
  const { types, items, properties, others } = texts
  const { clean } = writing
  if (!items && !properties) return readScalar(clean(text), types)
  const parts = text === '' ? [] : text.split(separator)
  if (items) return parts.map((part) => element(part, items, writing))
  const couples = explode ? parts.map((part) => couple(part, clean)) : parts.map(clean).flatMap(pairUp)
  return Object.fromEntries(
    couples.map(([name, value]) => [name, readScalar(value, (own(properties, name) ?? others)?.types)]),
  )
}

/** One of a list, which may be a list in turn. */
function element(part: string, texts: Texts, writing: Writing): unknown {
  // Spaces around an element mean nothing in a header, and are encoded elsewhere.
  const text = texts.items ? part.trim() : part
  return split(text, writing.separators[texts.separator ?? ','], texts, false, writing)
}

function couple(part: string, clean: Writing['clean']): Pair {
  const at = part.indexOf('=')
  return at < 0 ? [clean(part), ''] : [clean(part.slice(0, at)), clean(part.slice(at + 1))]
}

function pairUp(part: string, index: number, parts: string[]): Pair[] {
  return index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : []
}

function cookies(header: string | string[] | undefined): Pair[] {
  return [header ?? []]
    .flat()
    .flatMap((text) => text.split(';'))
    .filter((part) => part.includes('='))
    .map((part) => couple(part, (text) => text.trim().replace(/^"(.*)"$/, '$1')))
}

function escaped(text: string): string {
  return text.replace(/[^\w]/g, '\\$&')
}
