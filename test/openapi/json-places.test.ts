import assert from 'node:assert/strict'
import { test } from 'vitest'
import { parseSource } from '../../src/openapi/source-file.ts'

const text = `{
  "a": [1, "b]", {"c": "}"}, [ ]],
  "d\\"/~": { "e" : {"\\u0066": -1.5e3 , "g":true}, "": null },
  "h": "\\\\", "last": {}
}`

test.each([
  ['', 1, 1],
  ['/a', 2, 3],
  ['/a/0', 2, 9],
  ['/a/1', 2, 12],
  ['/a/2/c', 2, 19],
  ['/a/3', 2, 30],
  ['/d"~1~0', 3, 3],
  ['/d"~1~0/e/f', 3, 21],
  ['/d"~1~0/e/g', 3, 40],
  ['/d"~1~0/', 3, 51],
  ['/h', 4, 3],
  ['/last', 4, 14],
  ['/last/nothing', 4, 14],
  ['/a/2/nothing/more', 2, 18],
])('in JSON, %s is at line %i, column %i, and in YAML as well', (pointer, line, column) => {
  assert.deepEqual(parseSource('api.json', text).locate(pointer), { line, column })
  // A comment makes it YAML, which has its places from the parser.
  assert.deepEqual(parseSource('api.yaml', `${text} # YAML`).locate(pointer), { line, column })
})
