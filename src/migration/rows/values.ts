import { rotated } from './rotated.ts'
import type { SeedColumn } from './tables.ts'

const longText = 120

/**
 * Texts that PostgreSQL can read as the column's type, the most telling first: as long and as precise as the type allows, so that
 * a narrower type on the way shows. Values of different rows (`number` counts from 1) differ.
 */
export function typicalValues(
  { base, labels }: Pick<SeedColumn, 'base' | 'labels'>,
  number: number,
): readonly string[] {
  if (base.endsWith('[]')) {
    const element = { base: base.slice(0, -2), labels }
    return typicalValues(element, number).map((value) => `{${quoted(value)}}`)
  }
  if (labels.length > 0) return rotated(labels, number - 1)
  const [, name = base, modifier] = /^(.*?)\s*(?:\(([\d,\s-]+)\).*)?$/.exec(base) ?? []
  return byName(name, modifier, base, number)
}

function byName(name: string, modifier: string | undefined, base: string, number: number): readonly string[] {
  switch (name) {
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'oid':
    case 'money':
      return [String(number), String(number * 100), String(number * 1000 + 7), '0', String(-number)]
    case 'numeric':
      return decimals(modifier, number)
    case 'real':
    case 'double precision':
      return [`${number}.5`, String(number), '0', `0.${number}`]
    case 'boolean':
      return number % 2 === 1 ? ['true', 'false'] : ['false', 'true']
    case 'text':
    case 'character varying':
    case 'character':
    case 'citext':
    case 'name':
    case '"char"':
      return texts(limitOf(name, modifier), number)
    case 'bit':
    case 'bit varying':
      return [(number.toString(2) || '1').padStart(Number(modifier ?? 1), '0')]
  }
  return base.startsWith('time') || base === 'date' || base.startsWith('interval')
    ? times(base, number)
    : (others[name]?.(number) ?? [])
}

/** The types with one typical form. */
const others: Readonly<Record<string, (number: number) => readonly string[]>> = {
  uuid: (number) => [`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`],
  json: (number) => [`{"a":${number}}`, `[${number}]`, String(number)],
  jsonb: (number) => [`{"a":${number}}`, `[${number}]`, String(number)],
  bytea: (number) => [`\\x0${number}ff`],
  inet: (number) => [`192.0.2.${number}`],
  cidr: (number) => [`192.0.2.${number}/32`],
  macaddr: (number) => [`08:00:2b:01:02:0${number}`],
  macaddr8: (number) => [`08:00:2b:01:02:03:04:0${number}`],
  xml: (number) => [`<a>${number}</a>`],
  tsvector: (number) => [`'a' 'b${number}'`],
  tsquery: (number) => [`'a${number}'`],
  point: (number) => [`(${number},1)`],
  line: (number) => [`{${number},1,1}`],
  lseg: (number) => [`[(${number},1),(2,2)]`],
  box: (number) => [`(${number},9),(0,0)`],
  path: (number) => [`[(${number},1),(2,2)]`],
  polygon: (number) => [`((0,0),(${number},1),(1,2))`],
  circle: (number) => [`<(0,0),${number}>`],
  int4range: (number) => [`[${number * 10},${number * 10 + 5})`],
  int8range: (number) => [`[${number * 10},${number * 10 + 5})`],
  numrange: (number) => [`[${number * 10},${number * 10 + 5})`],
  daterange: (number) => [`[2020-0${number}-01,2020-0${number}-20)`],
  tsrange: (number) => [`[2020-0${number}-01,2020-0${number}-20)`],
  tstzrange: (number) => [`[2020-0${number}-01,2020-0${number}-20)`],
  int4multirange: (number) => [`{[${number * 10},${number * 10 + 5})}`],
  hstore: (number) => [`"a"=>"${number}"`],
  ltree: (number) => [`top.n${number}`],
  cube: (number) => [`(${number},1)`],
  pg_lsn: (number) => [`0/${number}`],
  regclass: () => ['pg_class'],
  regproc: () => ['now'],
  regtype: () => ['integer'],
}

function limitOf(name: string, modifier: string | undefined): number {
  if (name === 'name') return 63
  if (name === '"char"') return 1
  return modifier === undefined ? (name === 'character' ? 1 : longText) : Number(modifier)
}

function texts(limit: number, number: number): readonly string[] {
  const letter = String.fromCharCode(96 + number)
  return [
    letter +
      `${number} lorem ipsum `
        .repeat(Math.ceil(limit / 14))
        .slice(0, Math.min(limit, 2000) - 1)
        .trimEnd(),
    `${letter}${number}`,
    letter,
    letter.toUpperCase().repeat(2),
    letter.toUpperCase().repeat(3),
    `${letter}${number}@example.org`,
    `https://example.org/${number}`,
    String(number),
    `2020-01-0${number}`,
    `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    `{"a":${number}}`,
    '',
  ].filter((text) => text.length <= limit)
}

/** All the digits that the precision allows after the point. */
function decimals(modifier: string | undefined, number: number): readonly string[] {
  const [precision = 38, scale = modifier === undefined ? 4 : 0] = (modifier ?? '')
    .split(',')
    .filter(Boolean)
    .map(Number)
  const fraction = scale > 0 ? `.${'3'.repeat(scale)}` : ''
  return precision > scale ? [`${number}${fraction}`, String(number), '0'] : [`0${fraction}`, '0']
}

function times(base: string, number: number): readonly string[] {
  const date = `2020-01-0${number}`
  const time = `0${number}:02:03.456789`
  if (base === 'date') return [date, '1970-01-01', '2100-01-01']
  if (base.startsWith('interval')) return [`${number} days 04:05:06`, `${number} hours`]
  if (base.startsWith('timestamp')) return [`${date} ${time}+00`, '1970-01-01 00:00:00+00', '2100-01-01 00:00:00+00']
  return [`${time}+00`]
}

function quoted(element: string): string {
  return `"${element.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
