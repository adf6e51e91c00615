import assert from 'node:assert/strict'
import { runInNewContext } from 'node:vm'
import { test } from 'vitest'
import { expressionText } from '../../src/scaffold/zod/expression.ts'

test.each([
  ['^a+$', '/^a+$/u', ['a'], ['b']],
  ['a\\/b', '/a\\/b/u', ['a/b'], ['ab']],
  ['^\u0001$', '/^\\u0001$/u', ['\u0001'], ['u0001']],
  ['^\\\u0001$', 'new RegExp("^\\\\\\u0001$")', ['\u0001'], ['\\u0001']],
  ['^\\p{Foo}$', 'new RegExp("^\\\\p{Foo}$")', ['p{Foo}'], ['a']],
  ['^\\\\\u202e$', '/^\\\\\\u202e$/u', ['\\\u202e'], ['\u202e']],
  ['^[\ud83d]$', '/^[\\ud83d]$/u', ['\ud83d'], ['\ud83d\ude00']],
  ['^😀$', '/^😀$/u', ['😀'], ['x']],
])('the pattern %j is %s in code, and means the same', (pattern, text, matching, others) => {
  assert.equal(expressionText(pattern), text)
  const expression: RegExp = runInNewContext(text)
  assert.deepEqual(
    [...matching, ...others].filter((one) => expression.test(one)),
    matching,
  )
})
