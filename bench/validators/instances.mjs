import fc from 'fast-check'
import { broken } from './broken.mjs'
import { flat } from './flat.mjs'
import { randomOf } from './random.mjs'

/** A value that ought to satisfy a schema; with `part`, one that is spoilt at the part of that number. `parts` is how many it has. */
export function instance(schema, find, seed, part) {
  const state = { find, seed, part, parts: 0 }
  return { value: make(schema, state, '', 0), parts: state.parts }
}

function make(schema, state, path, depth) {
  const here = state.parts++
  const random = randomOf(state.seed, path)
  const said = flat(schema, random, state.find)
  const value = depth > 24 ? null : valid(said, random, state, path, depth)
  if (here !== state.part) return value
  return broken(said, value, randomOf(state.seed, path, 'broken'), (inner) =>
    make(inner, { ...state, part: undefined, parts: 0 }, `${path}/other`, depth + 1),
  )
}

function valid(said, random, state, path, depth) {
  if ('const' in said) return said.const
  if (said.enum?.length > 0) return random.pick(said.enum)
  switch (random.pick(typesOf(said))) {
    case 'null':
      return null
    case 'boolean':
      return random.chance(0.5)
    case 'integer':
      return number(said, random, true)
    case 'number':
      return number(said, random, random.chance(0.4))
    case 'array':
      return array(said, random, state, path, depth)
    case 'object':
      return object(said, random, state, path, depth)
    default:
      return text(said, random)
  }
}

function typesOf({ type, properties, items, prefixItems, additionalProperties, required }) {
  if (type !== undefined) return [type].flat().length > 0 ? [type].flat() : ['null']
  if (properties ?? additionalProperties ?? required) return ['object']
  if (items ?? prefixItems) return ['array']
  return ['string', 'string', 'integer', 'boolean', 'object', 'array', 'null']
}

function number(said, random, isWhole) {
  const { minimum, maximum, multipleOf, format } = said
  const isOpen = format === undefined && minimum === undefined && maximum === undefined && multipleOf === undefined
  if (isOpen && random.chance(0.05)) return isWhole ? 2 ** 53 + 2 : 1e-7
  const step = multipleOf ?? (isWhole ? 1 : 0.25)
  const [from, to] = range(said, step, random)
  const edge = random.pick([from, to, undefined, undefined])
  if (edge !== undefined && multipleOf === undefined && !isWhole) return edge
  const found = edge ?? from + random.next() * (to - from)
  return decimal(random.chance(0.5) ? Math.ceil(found / step) : Math.floor(found / step), step)
}

function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }, step, random) {
  const low = Math.max(minimum ?? -Infinity, (exclusiveMinimum ?? -Infinity) + step)
  const high = Math.min(maximum ?? Infinity, (exclusiveMaximum ?? Infinity) - step)
  if (Number.isFinite(low)) return [low, Number.isFinite(high) ? high : low + 100 * step]
  const from = Number.isFinite(high) ? high - 100 * step : random.pick([0, 0, -10, 1000])
  return [from, Number.isFinite(high) ? high : from + 100 * step]
}

/** 3 steps of 0.1 are 0.3. */
function decimal(count, step) {
  const digits = /e-(\d+)$/.exec(String(step))?.[1] ?? String(step).split('.')[1]?.length ?? 0
  return Number((count * step).toFixed(Math.min(100, Number(digits))))
}

const samples = {
  date: ['2026-02-28', '2024-02-29'],
  'date-time': ['2026-01-31T10:00:00Z', '2026-01-31T10:00:00.123+02:00', '1999-12-31t23:59:60z'],
  time: ['10:00:00Z', '23:59:59.9-05:30'],
  duration: ['P1D', 'PT5M', 'P1Y2M3DT4H'],
  email: ['a@b.example', 'first.last+tag@sub.example.org'],
  'idn-email': ['a@b.example', 'ä@ö.example'],
  uuid: ['00000000-0000-0000-0000-000000000000', '6ba7b810-9dad-11d1-80b4-00c04fd430c8'],
  uri: ['https://a.example/b?c=d#e', 'urn:isbn:1', 'mailto:a@b.example'],
  'uri-reference': ['/a/b', '../c', 'https://a.example'],
  'uri-template': ['https://a.example{/b}', '/x{?y,z}', 'plain'],
  url: ['https://a.example/b'],
  iri: ['https://a.example/ä'],
  ipv4: ['127.0.0.1', '255.255.255.255'],
  ipv6: ['::1', '2001:db8::8a2e:370:7334'],
  hostname: ['a.example', 'localhost'],
  byte: ['', 'YQ==', 'YWJj'],
  'json-pointer': ['', '/a/~0b'],
  regex: ['^a+$'],
}

const words = ['a', 'abc', 'x y', 'émile', '𝒳𝒴', '0', 'true', 'null', '', '{"a":1}', 'line\nbreak', '-1', 'constructor']

function text({ minLength = 0, maxLength = Infinity, pattern, format }, random) {
  const found = pattern === undefined ? random.pick(samples[format] ?? words) : random.pick(matching(pattern))
  if (pattern !== undefined || (samples[format] && format !== 'byte')) return found
  const letters = [...found]
  while (letters.length < minLength) letters.push(random.pick(['a', 'é', '𝒳', ' ']))
  if (random.chance(0.1) && maxLength < 5000) while (letters.length < maxLength) letters.push(random.pick(['a', '𝒳']))
  return letters.slice(0, maxLength).join('')
}

const known = new Map()

function matching(pattern) {
  const found = known.get(pattern)
  if (found) return found
  let texts = ['a', '1', 'abc', '2026-01-31']
  try {
    texts = fc.sample(fc.stringMatching(new RegExp(pattern, 'u')), { numRuns: 12, seed: 1 })
  } catch {
    // fast-check has no look-around: the texts above may match or not, which Ajv will say.
  }
  known.set(pattern, texts)
  return texts
}

function array(said, random, state, path, depth) {
  const { prefixItems = [], items = {}, minItems = 0, maxItems = 3, uniqueItems, contains, minContains = 1 } = said
  const wish = Math.max(minItems, depth > 5 ? 0 : random.below(3), contains ? minContains : 0)
  const list = []
  for (let index = 0; index < Math.min(maxItems, wish, 200); index++) {
    const schema = prefixItems[index] ?? (contains && index < minContains ? { allOf: [items, contains] } : items)
    if (schema === false) break
    const item = make(schema, state, `${path}/${index}`, depth + 1)
    const other = uniqueItems && has(list, item) ? another(schema, list, state, `${path}/${index}`) : item
    if (!uniqueItems || !has(list, other)) list.push(other)
  }
  return list
}

/** One that is not in the list yet, if one is found soon. */
function another(schema, list, { find, seed }, path) {
  let item
  for (let retry = 0; retry < 20 && (item === undefined || has(list, item)); retry++) {
    item = instance(schema, find, `${seed}${path} ${retry}`).value
  }
  return item
}

function has(list, item) {
  return list.some((other) => JSON.stringify(other) === JSON.stringify(item))
}

function object(said, random, state, path, depth) {
  const { properties = {}, required = [], additionalProperties, patternProperties = {} } = said
  const { minProperties = 0, maxProperties = Infinity } = said
  const share = depth > 5 ? 0 : random.pick([0, 0.15, 0.5, 0.9]) / (depth + 1)
  const value = {}
  const put = (name, schema) => {
    if (schema === false || Object.hasOwn(value, name)) return
    set(value, name, make(schema, state, `${path}/${name}`, depth + 1))
  }
  for (const name of required)
    put(name, properties[name] ?? patternFor(name, patternProperties) ?? additionalProperties ?? {})
  for (const [name, schema] of Object.entries(properties)) {
    if (Object.keys(value).length < maxProperties && random.chance(share)) put(name, schema)
  }
  for (const [name, schema] of otherProperties(said, random)) {
    const count = Object.keys(value).length
    if (count < minProperties || (count < maxProperties && depth < 5 && random.chance(0.3))) put(name, schema)
  }
  return value
}

/** Properties without a description of their own. */
function otherProperties({ patternProperties = {}, additionalProperties, unevaluatedProperties }, random) {
  const named = Object.entries(patternProperties).flatMap(([pattern, schema]) =>
    matching(pattern)
      .slice(0, 2)
      .map((name) => [name, schema]),
  )
  const open = additionalProperties ?? unevaluatedProperties ?? (random.chance(0.2) ? {} : false)
  return open === false ? named : [...named, ['extra', open], ['other-1', open], ['o.2', open]]
}

function patternFor(name, patterns) {
  return Object.entries(patterns).find(([pattern]) => new RegExp(pattern, 'u').test(name))?.[1]
}

/** Also a member called `__proto__`, as JSON.parse makes it. */
export function set(object, name, value) {
  Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true })
}
