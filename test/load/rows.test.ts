import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import type { UserError } from '../../src/base/errors.ts'
import { parseData } from '../../src/load/rows.ts'

const refused = (text: string, file = 'users.csv') => {
  try {
    parseData(text, file)
  } catch (error) {
    const { code, message, where } = error as UserError
    return { code, message, line: where.line }
  }
  return assert.fail('It was taken.')
}

describe('a file of data', () => {
  test.each<[string, string, readonly object[]]>([
    [
      'CSV',
      'id,name\n1,Ann\n2,Bob\n',
      [
        { id: '1', name: 'Ann' },
        { id: '2', name: 'Bob' },
      ],
    ],
    ['CSV from Windows, with a mark at its start', '\ufeff"id",name\r\n1,Ann\r\n', [{ id: '1', name: 'Ann' }]],
    ['quotes, line breaks and empty values', 'a,b\n"x, ""y""\nz",\n', [{ a: 'x, "y"\nz', b: '' }]],
    ['semicolons', 'id;name\n1;Ann, the first\n', [{ id: '1', name: 'Ann, the first' }]],
    ['tabs', 'id\tname\n1\tAnn; she\n', [{ id: '1', name: 'Ann; she' }]],
    ['one column', 'id\n1\n\n2', [{ id: '1' }, { id: '2' }]],
    ['names with spaces around them', 'id , name\n1,Ann', [{ id: '1', name: 'Ann' }]],
    ['JSON', ' [{"id": 1, "tags": ["a"]}]', [{ id: 1, tags: ['a'] }]],
    [
      'a column like a member that all objects have',
      'constructor,__proto__\n1,2',
      [JSON.parse('{"constructor":"1","__proto__":"2"}')],
    ],
  ])('%s', (_, text, rows) => {
    assert.deepEqual(
      parseData(text, 'x').rows.map((row) => Object.entries(row)),
      rows.map((row) => Object.entries(row)),
    )
  })

  test.each<[string, string, string, number | undefined]>([
    ['no text', '', 'users.csv has no row of data. Write a line of names, and at least one line below it.', undefined],
    [
      'names alone',
      'id,name\n',
      'users.csv has no row of data. Write a line of names, and at least one line below it.',
      undefined,
    ],
    [
      'a row that is too long',
      'a,b\n1,2\n1,2,3\n',
      'users.csv:3 is not CSV: Invalid Record Length: columns length is 2, got 3.',
      3,
    ],
    ['a quote without end', 'a,b\n1,"2\n', 'users.csv:2 is not CSV: a quote is not closed.', 2],
    [
      'a quote within a value',
      'a\nAnn "x"\n',
      'users.csv:2 is not CSV: a value has a quote in it. Write "a ""quoted"" word".',
      2,
    ],
    ['two columns of one name', 'a,a\n1,2', 'users.csv:1 has two columns called "a". Rename one.', 1],
    ['a column without a name', 'a,\n1,2', 'users.csv:1 has a column without a name, number 2. Give it one.', 1],
    [
      'JSON with a mistake',
      '[\n{"a": 1},\n{"b" 2}\n]',
      "users.csv:3 is not JSON: Expected ':' after property name in JSON.",
      3,
    ],
    ['JSON that ends too early', '[{"a": 1},\n', 'users.csv:2 is not JSON: Unexpected end of JSON input.', 2],
    [
      'something else than objects',
      '[{"a": 1}, 2]',
      'users.csv has something in place 2 that is no object. Write [{"name": "value"}, ...].',
      undefined,
    ],
  ])('%s is refused', (_, text, message, line) => {
    assert.deepEqual(refused(text), { code: 'bad-input', message, line })
  })
})
