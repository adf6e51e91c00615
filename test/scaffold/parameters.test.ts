import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { decodeParameters } from '../../templates/scaffold/runtime/parameters.ts'
import type { Parameter, Separator } from '../../templates/scaffold/runtime.ts'

const one = {}
const list = { items: {} }
const lists = (separator: Separator) => ({ items: { separator, items: { types: ['integer' as const] } } })
const object = { properties: { R: { types: ['integer' as const] }, G: { types: ['integer' as const] } } }
const rgb = { R: 100, G: 200 }

type Style = Pick<Parameter, 'style' | 'explode' | 'items' | 'properties' | 'others' | 'types'>

/** The examples of the OpenAPI specification, and their awkward neighbours. */
const cases: Readonly<Record<Parameter['in'], readonly (readonly [sent: string, style: Style, value: unknown])[]>> = {
  params: [
    ['blue', one, 'blue'],
    ['blue,black', list, ['blue', 'black']],
    ['a%2Cb,c', list, ['a,b', 'c']],
    ['R,100,G,200', object, rgb],
    ['R=100,G=200', { ...object, explode: true }, rgb],
    ['R%3D=1', { ...object, explode: true }, { 'R=': '1' }],
    ['.blue', { ...one, style: 'label' }, 'blue'],
    ['.blue,black', { ...list, style: 'label' }, ['blue', 'black']],
    ['.blue.black', { ...list, style: 'label', explode: true }, ['blue', 'black']],
    ['.R,100,G,200', { ...object, style: 'label' }, rgb],
    ['.R=100.G=200', { ...object, style: 'label', explode: true }, rgb],
    [';color=blue', { ...one, style: 'matrix' }, 'blue'],
    [';color=color=', { ...one, style: 'matrix' }, 'color='],
    [';color=blue,black', { ...list, style: 'matrix' }, ['blue', 'black']],
    [';color=blue;color=black', { ...list, style: 'matrix', explode: true }, ['blue', 'black']],
    [';color=R,100,G,200', { ...object, style: 'matrix' }, rgb],
    [';R=100;G=200', { ...object, style: 'matrix', explode: true }, rgb],
    ['a%7Cb|c,d', { ...list, style: 'pipeDelimited' }, ['a', 'b', 'c,d']],
    ['a%20b', { ...list, style: 'spaceDelimited' }, ['a', 'b']],
  ],
  query: [
    ['color=blue', one, 'blue'],
    ['color=', one, ''],
    ['other=blue', one, undefined],
    ['', list, undefined],
    ['color=1%2B1+2', one, '1+1 2'],
    ['color=%ff', one, '%ff'],
    ['color=a=b', one, 'a=b'],
    ['color=a&color=b', one, ['a', 'b']],
    ['color=blue&color=black', list, ['blue', 'black']],
    ['color=blue', list, ['blue']],
    ['color=blue,black', list, ['blue,black']],
    ['color=blue,black', { ...list, explode: false }, ['blue', 'black']],
    ['color=', { ...list, explode: false }, []],
    ['R=100&G=200&B=1', object, rgb],
    ['R=100&B=1', { ...object, others: {} }, { R: 100, B: '1' }],
    ['B=1', object, undefined],
    ['color=R,100,G,200', { ...object, explode: false }, rgb],
    ['color=a%20b', { ...list, style: 'spaceDelimited' }, ['a', 'b']],
    ['color=a+b', { ...list, style: 'spaceDelimited' }, ['a', 'b']],
    ['color=a%7Cb|c', { ...list, style: 'pipeDelimited' }, ['a', 'b', 'c']],
    ['color=a&color=b', { ...list, style: 'pipeDelimited', explode: true }, ['a', 'b']],
    ['color=a%09b%2009', { ...list, style: 'tabDelimited' }, ['a', 'b 09']],
    ['color=1,2|3', { ...lists(','), style: 'pipeDelimited' }, [[1, 2], [3]]],
    ['color=1%7C2&color=3', { ...lists('|'), explode: true }, [[1, 2], [3]]],
    ['color=1%092,', { ...lists('\t'), explode: false }, [[1, 2], []]],
    ['color[R]=100&color%5BG%5D=200', { ...object, style: 'deepObject' }, rgb],
    ['color[B][x]=1', { ...object, style: 'deepObject' }, { B: { x: '1' } }],
    ['colors[R]=1', { ...object, style: 'deepObject' }, undefined],
    ['color[]=a&color[]=b', { ...list, style: 'deepObject' }, ['a', 'b']],
    ['color[__proto__]=a', { ...object, style: 'deepObject' }, {}],
    ['color={"a":null}', { style: 'json' }, { a: null }],
    ['color=null', { style: 'json' }, null],
    ['color={', { style: 'json' }, '{'],
    ['color=5', { types: ['integer'] }, 5],
    ['color=5.0', { types: ['integer'] }, 5],
    ['color=0x5', { types: ['integer'] }, '0x5'],
    ['color=', { types: ['integer'] }, ''],
    ['color=1e400', { types: ['number'] }, '1e400'],
    ['color=null', { types: ['null', 'integer'] }, null],
    ['color=true', { types: ['boolean', 'string'] }, true],
    ['color=yes', { types: ['boolean', 'string'] }, 'yes'],
  ],
  headers: [
    ['blue, black', list, ['blue', 'black']],
    ['R,100,G,200', object, rgb],
    ['R=100, G=200', { ...object, explode: true }, rgb],
    ['a%2Cb', one, 'a%2Cb'],
    ['a| b%7C', { ...list, style: 'pipeDelimited' }, ['a', 'b%7C']],
    ['a b%20', { ...list, style: 'spaceDelimited' }, ['a', 'b%20']],
    ['a\tb c', { ...list, style: 'tabDelimited' }, ['a', 'b c']],
    ['1 2, 3', lists(' '), [[1, 2], [3]]],
  ],
  cookies: [
    ['color=blue; size=1', one, 'blue'],
    ['x=1; color="a%20b"', one, 'a b'],
    ['color=a,b', { ...list, explode: false }, ['a', 'b']],
    ['xcolor=a', one, undefined],
  ],
}

describe.each(Object.entries(cases))('in %s', (place, table) => {
  test.each(table)('%s, read as %j, is %j', (sent, style, value) => {
    const parameter = { in: place as Parameter['in'], name: 'color', ...style }
    const raw = {
      params: place === 'params' ? { color: sent } : {},
      search: place === 'query' ? sent : '',
      headers: place === 'headers' ? { color: sent } : place === 'cookies' ? { cookie: sent } : {},
    }
    assert.deepEqual(decodeParameters([parameter], raw)[parameter.in], value === undefined ? {} : { color: value })
  })
})

test('an exploded object leaves the credentials alone, and the parameters of other places are none of its own', () => {
  const parameters: Parameter[] = [
    { in: 'query', name: 'rest', properties: {}, others: {} },
    { in: 'cookies', name: 'all', properties: {}, others: {} },
    { in: 'cookies', name: 'a' },
  ]
  const { query, cookies } = decodeParameters(parameters, {
    params: {},
    search: 'key=secret&a=2',
    headers: { cookie: 'a=1; b=2; session=secret' },
    keys: [
      { in: 'query', name: 'key' },
      { in: 'cookies', name: 'session' },
    ],
  })
  assert.deepEqual(query, { rest: { a: '2' } })
  assert.deepEqual(cookies, { all: { b: '2' }, a: '1' })
})

test('an exploded object leaves the names of other parameters alone', () => {
  const parameters: Parameter[] = [
    { in: 'query', name: 'rest', properties: {}, others: {} },
    { in: 'query', name: 'limit' },
  ]
  const { query } = decodeParameters(parameters, { params: {}, search: 'limit=1&a=2', headers: {} })
  assert.deepEqual(query, { rest: { a: '2' }, limit: '1' })
})
