import assert from 'node:assert/strict'
import { expect, test } from 'vitest'
import { decoded } from '../../src/adapters/decode.ts'

const utf16 = Buffer.from('\uFEFFSELECT é;\n', 'utf16le')

test.each([
  ['UTF-8', Buffer.from('SELECT é;\n')],
  ['UTF-16 of Windows', utf16],
  ['UTF-16 of others', Buffer.from(utf16).swap16()],
])('%s is read', (_, bytes) => {
  assert.equal(decoded(bytes, 'a.sql'), 'SELECT é;\n')
})

test.each([
  ['Latin 1', Buffer.from('a\nb\né', 'latin1'), 3],
  ['a sign that is cut off', Buffer.concat([Buffer.from('a\n'), Buffer.from([0xe2, 0x82])]), 2],
  ['half a pair of UTF-16', Buffer.concat([utf16, Buffer.from([0x00, 0xd8, 0x41, 0x00])]), 2],
  ['half a unit of UTF-16', utf16.subarray(0, -1), 1],
])('%s is refused by its line', (_, bytes, line) => {
  expect(() => decoded(bytes, 'a.sql')).toThrow(
    expect.objectContaining({ code: 'bad-input', where: { file: 'a.sql', line } }),
  )
})
