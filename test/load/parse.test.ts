import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import type { UserError } from '../../src/base/errors.ts'
import { parseGate } from '../../src/load/gate.ts'
import { parseDuration, parseHeader, parseTargetUrl } from '../../src/load/parse.ts'

describe('a duration', () => {
  test.each([
    ['30', 30_000],
    ['30s', 30_000],
    ['1m30s', 90_000],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['500ms', 500],
    ['1.5s', 1500],
  ])('%s is %d ms', (text, ms) => assert.equal(parseDuration(text), ms))

  test.each(['-1', '0', '', '30x', 's', '1s2m', 'Infinity', '169h', '9999999999999999999h'])('%j is none', (text) =>
    refuses(parseDuration, text, 'bad-option'),
  )
})

describe('a header', () => {
  test.each([
    ['Accept: text/html', ['Accept', 'text/html']],
    ['X-Time:12:30', ['X-Time', '12:30']],
    ['X-Empty:', ['X-Empty', '']],
  ])('%s', (text, header) => assert.deepEqual(parseHeader(text), header))

  test.each(['Accept', 'A b: c', ': x', 'X: a\r\nEvil: b'])('%j is none', (text) =>
    refuses(parseHeader, text, 'bad-option'),
  )
})

describe('an address', () => {
  test.each(['ftp://example.org/', 'users', 'http://', 'javascript:alert(1)'])('%s is none', (text) =>
    refuses(parseTargetUrl, text, 'bad-input'),
  )
})

describe('a gate', () => {
  test.each([
    ['p99<200', 'p99', '<', 200],
    ['p99.9 <= 1.5s', 'p99.9', '<=', 1500],
    ['success>99.5%', 'success', '>', 99.5],
    ['duration>=1m', 'duration', '>=', 60],
    ['rps>500', 'rps', '>', 500],
  ])('%s', (text, metric, operator, limit) => {
    const { text: _, ...gate } = parseGate(text)
    assert.deepEqual(gate, { metric, operator, limit })
  })

  test.each(['p99', 'p99=200', 'p98<200', 'p99<200%', 'success>99ms', 'constructor<1', '<200'])('%s is none', (text) =>
    refuses(parseGate, text, 'bad-option'),
  )
})

function refuses(parse: (text: string) => unknown, text: string, code: string): void {
  assert.throws(
    () => parse(text),
    (error: UserError) => error.code === code,
  )
}
