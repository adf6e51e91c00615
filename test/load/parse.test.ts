import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import type { UserError } from '../../src/base/errors.ts'
import { parseGate } from '../../src/load/gate.ts'
import { parseDuration, parseHeader, parseTargetUrl } from '../../src/load/parse.ts'
import type { Stage } from '../../src/load/plan.ts'
import { parseRate, parseStages } from '../../src/load/shape.ts'

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

describe('a rate', () => {
  test.each([
    ['100', 100],
    ['100/s', 100],
    ['5 / s', 5],
  ])('%s', (text, rate) => assert.equal(parseRate(text), rate))

  test.each(['0', '-1', '1.5', '100/m', '/s', '1e3', '100001', ''])('%j is none', (text) =>
    refuses(parseRate, text, 'bad-option'),
  )
})

describe('stages', () => {
  test.each([
    ['10s:50,30s:100', [stage(10_000, 50), stage(30_000, 100)]],
    ['1m: 5 , 0s:50, 500ms:0', [stage(60_000, 5), stage(0, 50), stage(500, 0)]],
    ['10:20/s', [stage(10_000, 20)]],
  ])('%s', (text, stages) => assert.deepEqual(parseStages(text), stages))

  test.each(['', ',', '50', '10s', '10s:', ':50', '10s:-1', '10s:1.5', 'x:5', '0s:50', '10s:5:6', '168h:1,1s:2'])(
    '%j are none',
    (text) => refuses(parseStages, text, 'bad-option'),
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
    assert.deepEqual(gate, { metric, operator, limit, ofBase: false })
  })

  test.each([
    ['p95<base*1.10', 'p95', '<', 1.1],
    ['p50 <= base', 'p50', '<=', 1],
    ['success >= base * 0.99', 'success', '>=', 0.99],
  ])('%s', (text, metric, operator, limit) => {
    const { text: _, ...gate } = parseGate(text)
    assert.deepEqual(gate, { metric, operator, limit, ofBase: true })
  })

  test.each([
    'p99',
    'p99=200',
    'p98<200',
    'p99<200%',
    'success>99ms',
    'constructor<1',
    '<200',
    'p50<base*',
    'p50<base+1',
    'p50<base1',
    'p50<base*1ms',
    'p50<200base',
    'rps<base',
    'p99.9<base*2',
  ])('%s is none', (text) => refuses(parseGate, text, 'bad-option'))
})

function stage(durationMs: number, target: number): Stage {
  return { durationMs, target }
}

function refuses(parse: (text: string) => unknown, text: string, code: string): void {
  assert.throws(
    () => parse(text),
    (error: UserError) => error.code === code,
  )
}
