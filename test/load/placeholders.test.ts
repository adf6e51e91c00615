import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { UserError } from '../../src/base/errors.ts'
import { filledTargets, refusePlaceholders } from '../../src/load/placeholders.ts'
import type { Target } from '../../src/load/plan.ts'

const target = (more: Partial<Target>): Target => ({ url: 'http://h/', method: 'POST', headers: {}, ...more })
const filled = (more: Partial<Target>, row: object, isTyped = false) =>
  [...filledTargets(target(more), { rows: [{ ...row }], isTyped })][0]
const address = (url: string, row: object) => filled({ url }, row)?.url
const body = (text: string, row: object, contentType = '') =>
  filled({ body: text, ...(contentType && { headers: { 'content-type': contentType } }) }, row)?.body

describe('a value of the data', () => {
  test.each<[string, string, object, string]>([
    ['in the path', 'http://h/users/{{id}}', { id: '7' }, 'http://h/users/7'],
    ['with spaces in the braces', 'http://h/users/{{ id }}', { id: '7' }, 'http://h/users/7'],
    [
      'with a slash, which leads nowhere else',
      'http://h/users/{{id}}',
      { id: '../admin?x=1#y' },
      'http://h/users/..%2Fadmin%3Fx%3D1%23y',
    ],
    ['in the query', 'http://h/?q={{q}}&n={{n}}', { q: 'a&b = ü', n: 3 }, 'http://h/?q=a%26b%20%3D%20%C3%BC&n=3'],
    ['that is empty or null', 'http://h/?q={{q}}&n={{n}}', { q: '', n: null }, 'http://h/?q=&n='],
    ['twice', 'http://h/{{a}}/{{a}}', { a: 'x' }, 'http://h/x/x'],
    ['of dots, in the query', 'http://h/?q={{q}}', { q: '..' }, 'http://h/?q=..'],
  ])('%s', (_, url, row, expected) => {
    assert.equal(address(url, row), expected)
  })

  test.each<[string, string, object, string]>([
    ['within a string of JSON', '{"name": "Dr. {{name}}"}', { name: 'A "b"\n\\' }, '{"name": "Dr. A \\"b\\"\\n\\\\"}'],
    ['as a number of JSON', '{"n": {{n}}, "m": {{m}}}', { n: '42', m: 1.5 }, '{"n": 42, "m": 1.5}'],
    ['that only looks like a number', '{"n": {{n}}, "m": {{m}}}', { n: '007', m: '1e' }, '{"n": "007", "m": "1e"}'],
    ['as true, false and null', '[{{a}}, {{b}}, {{c}}]', { a: 'true', b: false, c: null }, '[true, false, null]'],
    ['as a list or an object', '{"tags": {{tags}}}', { tags: ['a', { b: '"' }] }, '{"tags": ["a",{"b":"\\""}]}'],
    ['as a text, without quotes around the braces', '{"n": {{n}}}', { n: 'a"}' }, '{"n": "a\\"}"}'],
    ['beside an escaped quote', '{"a": "\\"{{n}}\\"", "b": {{n}}}', { n: 'x' }, '{"a": "\\"x\\"", "b": "x"}'],
    ['in a text that is no JSON', 'Hello {{name}} <{{name}}>', { name: '"Ann"\n' }, 'Hello "Ann"\n <"Ann"\n>'],
    ['that has the braces of another', 'Hello {{name}}', { name: '{{name}}' }, 'Hello {{name}}'],
  ])('%s', (_, text, row, expected) => {
    assert.equal(body(text, row), expected)
  })

  test('in a form, and in JSON that only its type tells', () => {
    assert.equal(body('a={{a}}&b=1', { a: 'x&b=2 ' }, 'application/x-www-form-urlencoded'), 'a=x%26b%3D2%20&b=1')
    assert.equal(body('{{a}}', { a: 'x' }, 'application/merge-patch+json; charset=utf-8'), '"x"')
  })

  test('that is a text of JSON stays one', () => {
    const texts = { a: '1', b: 'true', c: 1 }
    const written = filled({ body: '[{{a}}, {{b}}, {{c}}, "{{c}}"]' }, texts, true)?.body
    assert.equal(written, '["1", "true", 1, "1"]')
  })

  test('in a header', () => {
    assert.deepEqual(filled({ headers: { 'x-key': 'k {{key}}' } }, { key: 'ü:1' })?.headers, { 'x-key': 'k ü:1' })
  })

  test('of each row', () => {
    const urls = [
      ...filledTargets(target({ url: 'http://h/{{n}}' }), { rows: [{ n: 1 }, { n: 2 }, { n: 1 }], isTyped: true }),
    ].map(({ url }) => url)
    assert.deepEqual(urls, ['http://h/1', 'http://h/2', 'http://h/1'])
  })

  test.each<[string, Partial<Target>, object, RegExp]>([
    [
      'a part of the path that leads up',
      { url: 'http://h/users/{{id}}' },
      { id: '..' },
      /^Row 1 of the data has \. or \.\./,
    ],
    [
      'the same of two values',
      { url: 'http://h/users/{{id}}{{id}}/x' },
      { id: '.' },
      /^Row 1 of the data has \. or \.\./,
    ],
    [
      'a header of two lines',
      { headers: { a: '{{a}}' } },
      { a: 'x\r\nSet-Cookie: y' },
      /^Row 1 .* more than one line in a,/,
    ],
    ['a list in an address', { url: 'http://h/{{a}}' }, { a: [1] }, /^Row 1 .* a list or an object in a,/],
    ['half a character', { url: 'http://h/{{a}}' }, { a: '\ud800' }, /^Row 1 .* half a character in a/],
    ['a row without the column', { body: '{{b}}' }, { a: 1 }, /^Row 1 of the data has no "b"/],
  ])('%s is refused', (_, more, row, message) => {
    assert.throws(
      () => filled(more, row),
      (error) => error instanceof UserError && error.code === 'bad-input' && message.test(error.message),
    )
  })
})

test.each<[string, Partial<Target>, string]>([
  [
    'none',
    { url: 'http://h/' },
    'Nothing of the data is asked for. Write {{email}} into the address, a header or the body.',
  ],
  ['one without a column', { body: '{{emails}}' }, 'The data has no column "emails". Did you mean {{email}}?'],
  ['one that is like none of them', { headers: { a: '{{xyz}}' } }, 'The data has no column "xyz". It has email, id.'],
  [
    'one in the host',
    { url: 'http://{{id}}.example.com/' },
    'A run is about one host: write {{...}} into the path or the query only.',
  ],
])('placeholders: %s is a mistake', (_, more, message) => {
  assert.throws(
    () => refusePlaceholders(target(more), ['email', 'id']),
    (error) => error instanceof UserError && error.code === 'bad-option' && error.message === message,
  )
})
