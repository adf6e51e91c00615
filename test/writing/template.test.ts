import assert from 'node:assert/strict'
import { test } from 'vitest'
import { literal, renderTemplate } from '../../src/writing/template.ts'

test.each([
  ['a plain text', "'a plain text'"],
  ["it's", '"it\'s"'],
  ['say "a"', '"say \\"a\\""'],
  ['a\nb\\c', '"a\\nb\\\\c"'],
  ['a\u2028b', '"a\\u2028b"'],
  [`$\{process.exit()}`, `'$\{process.exit()}'`],
])('%j becomes a literal that means the same', (text, expected) => {
  assert.equal(literal(text), expected)
  assert.equal(new Function(`return ${literal(text)}`)(), text)
})

test('a template escapes nothing by itself, and a name that is missing is an error', () => {
  assert.equal(renderTemplate('{{string a}} {{b}}', { a: 'x"<', b: 'Array<T>' }), '"x\\"<" Array<T>')
  assert.throws(() => renderTemplate('{{c}}', {}), /"c" not defined/)
})
