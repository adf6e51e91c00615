import { set } from './instances.mjs'

/** A value spoilt in one way that its schema may or may not mind; `make` gives a value of another schema. */
export function broken(said, value, random, make) {
  const ways = [...generic, ...generic, ...ofValues(said), ...ofHint(said, value)]
  if (typeof value === 'number') ways.push(...ofNumber(said, value))
  if (typeof value === 'string') ways.push(...ofText(said, value))
  if (Array.isArray(value)) ways.push(...ofArray(said, value, make))
  else if (typeof value === 'object' && value !== null) ways.push(...ofObject(said, value, random, make))
  const way = random.pick(ways)
  return typeof way === 'function' ? way() : way
}

const generic = [
  null,
  true,
  false,
  0,
  1.5,
  -1,
  '',
  '5',
  'null',
  'true',
  'a\0b',
  [],
  {},
  [null],
  [[]],
  { a: 1 },
  { a: 'b\0' },
]

function ofValues(said) {
  const all = [...(said.enum ?? []), ...('const' in said ? [said.const] : [])]
  return all.slice(0, 4).flatMap((one) => {
    if (typeof one === 'string') return [`${one}x`, one.toUpperCase(), ` ${one}`, [one]]
    if (typeof one === 'number') return [one + 0.5, String(one), one + 1000]
    return [JSON.stringify(one), [one]]
  })
}

function ofHint({ discriminator, alternatives = [] }, value) {
  if (discriminator === undefined || typeof value !== 'object' || value === null) return []
  const named = (name) => () => ({ ...value, [discriminator]: name })
  return [...alternatives.slice(0, 5), 'nobody', 1, null, 'constructor'].map(named)
}

function ofNumber({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format }, value) {
  const edges = [minimum, maximum, exclusiveMinimum, exclusiveMaximum].filter((edge) => edge !== undefined)
  const ranges =
    format === undefined ? [] : [2 ** 31, -(2 ** 31) - 1, 2 ** 31 - 1, 2 ** 53, -(2 ** 53), 2 ** 63, 2 ** 53 - 1]
  return [
    ...edges.flatMap((edge) => [edge, edge - 1, edge + 1, edge - 0.001, edge + 0.001]),
    ...(multipleOf ? [value + multipleOf / 2, value + multipleOf, value * 3, value / 3] : []),
    ...ranges,
    value + 0.5,
    String(value),
    1e300,
    -1e300,
    1e-300,
    [value],
  ]
}

const notInFormat = {
  date: ['2026-02-30', '2026-2-3', '2023-02-29', '2026-01-31T00:00:00Z', '10000-01-01', '0000-01-01'],
  'date-time': [
    '2026-01-31',
    '2026-01-31T10:00:00',
    '2026-02-30T10:00:00Z',
    '2026-01-31 10:00:00Z',
    '2026-01-31T24:00:00Z',
    '2026-01-31T10:00Z',
    '2026-01-31T10:00:00+2:00',
    '2026-01-31T12:30:60Z',
  ],
  time: ['10:00:00', '25:00:00Z', '10:00Z', '10:00:60Z'],
  duration: ['P', 'PT', '1D', 'P1D2Y', 'P1W', 'P1Y2W'],
  email: [
    'a',
    'a@',
    '@b',
    'a@b',
    'a b@c.example',
    'a@b..example',
    'a@-b.example',
    '"q"@b.example',
    'a.@b.example',
    'ä@b.example',
  ],
  'idn-email': ['a', 'a@', 'a b@c'],
  uuid: [
    '6ba7b810',
    '6ba7b810-9dad-11d1-80b4-00c04fd430cg',
    'urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8',
    '6BA7B810-9DAD-11D1-80B4-00C04FD430C8',
  ],
  uri: [
    '/a',
    'a.example',
    'https://a b',
    'http://',
    'https://a.example/ä',
    'https://a.example/%zz',
    'a:',
    '//a.example',
    'https://[::1]/',
    'https://a.example/{x}',
  ],
  'uri-reference': ['a b', '\\\\a', '%zz', 'ä'],
  'uri-template': ['https://a.example{', '{', 'a}b', '{a b}', '{?a'],
  url: ['a', '/a', 'https://'],
  iri: ['a b', 'ä'],
  ipv4: ['256.0.0.1', '1.2.3', '01.2.3.4'],
  ipv6: [':::', '1::2::3', 'g::', '::ffff:127.0.0.1', 'fe80::1%eth0'],
  hostname: ['-a', 'a_b', 'a..b', `${'a'.repeat(64)}.b`, 'a.'],
  byte: ['YQ', '*', 'YQ=', 'Y Q==', 'YQ==\n', '-_=='],
  'json-pointer': ['a', '/~', '/~2'],
  regex: ['(', '[', '*'],
}

function ofText({ minLength, maxLength, pattern, format }, value) {
  return [
    ...(minLength > 0
      ? [[...value].slice(0, minLength - 1).join(''), '𝒳'.repeat(minLength - 1), '𝒳'.repeat(minLength)]
      : []),
    ...(maxLength < 100_000 ? ['a'.repeat(maxLength + 1), '𝒳'.repeat(maxLength), '𝒳'.repeat(maxLength + 1)] : []),
    ...(pattern === undefined
      ? []
      : [`${value}\n`, `${value}!`, ` ${value}`, `${value}é`, value.slice(1), value.toUpperCase(), `\n${value}`]),
    ...(notInFormat[format] ?? []),
    `${value}\0`,
    [value],
    value.length,
    '\ud800',
  ]
}

function ofArray({ minItems, maxItems, uniqueItems, items }, value, make) {
  const more = (count) => () => [
    ...value,
    ...Array.from({ length: Math.max(0, count - value.length) }, (_, index) => value[index] ?? make(items ?? {})),
  ]
  return [
    ...(minItems > 0 ? [value.slice(0, minItems - 1)] : []),
    ...(maxItems < 1000 ? [more(maxItems + 1)] : []),
    ...(uniqueItems
      ? [
          [...value, ...value],
          [
            { a: 1, b: 2 },
            { b: 2, a: 1 },
          ],
          [1, 1.0],
          [1, '1'],
          [0, false],
          [null, null],
        ]
      : []),
    [...value, null],
    [...value, 'x'],
    Object.fromEntries(value.entries()),
  ]
}

function ofObject({ required = [], properties = {}, maxProperties, minProperties }, value, random, make) {
  const names = Object.keys(value)
  const without = (name) => () => Object.fromEntries(Object.entries(value).filter(([other]) => other !== name))
  const having = (name, inner) => () => {
    const more = { ...value }
    set(more, name, typeof inner === 'function' ? inner() : inner)
    return more
  }
  const absent = Object.keys(properties).filter((name) => !names.includes(name))
  const one = names.length > 0 ? random.pick(names) : undefined
  return [
    ...required.slice(0, 8).map(without),
    ...(one === undefined ? [] : [without(one), having(one, null), having(one, ''), having(one, {}), having(one, [])]),
    ...absent.slice(0, 3).map((name) => having(name, () => make(properties[name]))),
    ...(maxProperties < 50
      ? [
          () => ({
            ...value,
            ...Object.fromEntries(
              Array.from({ length: maxProperties + 1 }, (_, index) => [`p${index}`, value[names[0]] ?? 'x']),
            ),
          }),
        ]
      : []),
    ...(minProperties > 0 ? [() => Object.fromEntries(Object.entries(value).slice(0, minProperties - 1))] : []),
    having('unknown', 'x'),
    having('unknown', { deep: [1] }),
    having('', null),
    having('constructor', 'x'),
    having('__proto__', { a: 1 }),
    having('with\0nul', 1),
    having('unknown', 'a\0'),
    [value],
    JSON.stringify(value).slice(0, 200),
  ]
}
