import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { parse } from 'yaml'
import { yamlScalar } from '../../src/writing/yaml-scalar.ts'

const inPlace = (text: string) => parse(`a:\n  b: ${yamlScalar(text)}\n  c: 1\n`)

test.each([
  ['npm start', 'npm start'],
  ['http://127.0.0.1:3000/a', 'http://127.0.0.1:3000/a'],
  ['backwright/backwright/actions/perf-gate@v1', 'backwright/backwright/actions/perf-gate@v1'],
  ['no', '"no"'],
  ['12', '"12"'],
  ['a: b', '"a: b"'],
  ['a #b', '"a #b"'],
  ['x\ny', '"x\\ny"'],
])('%j is written %s', (text, scalar) => {
  assert.equal(yamlScalar(text), scalar)
})

test('any text comes back as it was, and nothing around it changes', () => {
  const arbitrary = fc.string({
    unit: fc.constantFrom(...': #\'"\\\n\r\t-?[]{}&*!|>%@`,~=yn0.\u0085\u2028\ufeff\u007f\u0000é😀$a'),
  })
  fc.assert(
    fc.property(arbitrary, (text) => {
      assert.deepEqual(inPlace(text), { a: { b: text, c: 1 } })
    }),
    { numRuns: 2000 },
  )
})
