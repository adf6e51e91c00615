import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { formValue, readTexts } from '../../templates/scaffold/runtime/form.ts'
import { multipartParts } from '../../templates/scaffold/runtime/multipart.ts'

const type = 'multipart/form-data; boundary=X'

async function parse(body: string, contentType = type) {
  const parts = multipartParts(Buffer.from(body.replaceAll('\n', '\r\n')), contentType)
  return (
    parts &&
    Promise.all(
      parts.map(async ([name, part]) => [
        name,
        typeof part === 'string' ? part : [part.name, part.type, await part.text()],
      ]),
    )
  )
}

const file = (disposition: string) =>
  `--X\nContent-Disposition: form-data; ${disposition}\nContent-Type: text/plain\n\nhi\n--X--\n`

describe('parts are read as', () => {
  test.each([
    ['a browser sends them', '--X\nContent-Disposition: form-data; name="a"\n\n1\n--X--\n', [['a', '1']]],
    [
      '.NET sends them, without quotes',
      file("name=f; filename=x.txt; filename*=utf-8''na%C3%AFve.txt"),
      [['f', ['naïve.txt', 'text/plain', 'hi']]],
    ],
    ['curl sends a quote', file('name="f"; filename="a\\"b.txt"'), [['f', ['a"b.txt', 'text/plain', 'hi']]]],
    ['browsers send a quote', file('name="f"; filename="a%22b.txt"'), [['f', ['a"b.txt', 'text/plain', 'hi']]]],
    [
      'files without their folders',
      file('name="f"; filename="../../etc/passwd"'),
      [['f', ['passwd', 'text/plain', 'hi']]],
    ],
    [
      'files without their Windows folders',
      file('name="f"; filename="C:\\x\\y.txt"'),
      [['f', ['y.txt', 'text/plain', 'hi']]],
    ],
    ['they are, after a preamble and before an epilogue', `pre\n${file('name="f"')}bye`, [['f', 'hi']]],
    [
      'bytes, when their type says so',
      '--X\nContent-Disposition: form-data; name="f"\nContent-Type: image/png\n\nhi\n--X--',
      [['f', ['', 'image/png', 'hi']]],
    ],
    ['empty, when they are', '--X\nContent-Disposition: form-data; name="a"\n\n\n--X--', [['a', '']]],
    ['none', '--X--', []],
  ])('%s', async (_, body, parts) => {
    assert.deepEqual(await parse(body), parts)
  })
})

test.each([
  ['', 'nothing'],
  ['--X\nContent-Disposition: form-data; name="a"\n\n1', 'no end'],
  ['--X\nContent-Disposition: form-data\n\n1\n--X--', 'no name'],
  ['--X\n1\n--X--', 'no headers'],
])('%j is no form: %s', async (body) => {
  assert.equal(await parse(body), undefined)
})

test('a quoted boundary is a boundary, and without one there is no form', async () => {
  assert.deepEqual(
    await parse('--a b\nContent-Disposition: form-data; name="a"\n\n1\n--a b--', 'multipart/form-data; boundary="a b"'),
    [['a', '1']],
  )
  assert.equal(await parse('--X--', 'multipart/form-data'), undefined)
})

test('the parts of a form become values by the names they carry', () => {
  const texts = {
    properties: {
      n: { types: ['integer' as const] },
      list: { items: { types: ['integer' as const] } },
      o: { properties: { a: {} } },
    },
  }
  const pairs: [string, string][] = [
    ['n', '1'],
    ['list', '1'],
    ['list[]', '2'],
    ['list[5]', '3'],
    ['o', '{"a":"x"}'],
    ['p[q][r]', 's'],
    ['t', 'a'],
    ['t', 'b'],
    ['x]', 'y'],
  ]
  assert.deepEqual(formValue(pairs, texts), {
    n: 1,
    list: [1, 2, 3],
    o: { a: 'x' },
    p: { q: { r: 's' } },
    t: ['a', 'b'],
    'x]': 'y',
  })
})

test('a form that was read already gets the same values', () => {
  const texts = { properties: { n: { types: ['integer' as const] }, list: { items: { types: ['integer' as const] } } } }
  assert.deepEqual(readTexts({ n: '1', list: ['1', 'x'], more: { a: 'b' } }, texts), {
    n: 1,
    list: [1, 'x'],
    more: { a: 'b' },
  })
  assert.deepEqual(readTexts({ list: '1' }, texts), { list: [1] })
})

test.each<[string, [string, string][], unknown]>([
  ['one text', [['list', '1|2']], [1, 2]],
  ['an empty text', [['list', '']], []],
  [
    'several texts all the same',
    [
      ['list', '1|2'],
      ['list', '3'],
    ],
    [1, 2, 3],
  ],
  [
    'texts in brackets, as they are',
    [
      ['list[]', '1'],
      ['list[]', '2'],
    ],
    [1, 2],
  ],
])('a list of a form that is one text is read from %s', (_, pairs, list) => {
  const texts = { properties: { list: { separator: '|' as const, items: { types: ['integer' as const] } } } }
  assert.deepEqual(formValue(pairs, texts), { list })
})

test('lists in a list of a form have their own separator, also in a form that was read already', () => {
  const items = { separator: ',' as const, items: { types: ['integer' as const] } }
  const texts = { properties: { rows: { separator: '|' as const, items }, repeated: { items } } }
  const rows = [[1, 2], [3]]
  const pairs: [string, string][] = [
    ['rows', '1,2|3'],
    ['repeated', '1,2'],
    ['repeated', '3'],
  ]
  assert.deepEqual(formValue(pairs, texts), { rows, repeated: rows })
  assert.deepEqual(readTexts({ rows: '1,2|3', repeated: ['1,2', '3'] }, texts), { rows, repeated: rows })
  assert.deepEqual(readTexts({ rows: ['1,2', '3'] }, texts), { rows })
})
