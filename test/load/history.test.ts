import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { type PastRun, parseHistory, withRuns } from '../../src/load/history.ts'

const run: PastRun = {
  schemaVersion: 1,
  at: '2026-11-26T10:00:00.000Z',
  commit: 'c'.repeat(40),
  target: 'GET http://127.0.0.1:3000/users',
  verdict: 'PASS',
  p50Ms: 5,
  p95Ms: 9,
  p99Ms: null,
  successShare: 1,
  requests: 100,
  ratePerSecond: 50,
  durationMs: 2000,
  concurrency: 10,
}
const line = JSON.stringify(run)

describe('a history', () => {
  test('gives back what was put in, whatever a later version adds', () => {
    const text = withRuns(withRuns('', [run]), [{ ...run, verdict: 'FAIL' }])
    assert.deepEqual(parseHistory(text, 'h.jsonl'), [run, { ...run, verdict: 'FAIL' }])
    assert.deepEqual(parseHistory(`${line.replace('{', '{"more":1,')}\r\n\n`, 'h.jsonl'), [run])
  })

  test('keeps what was there as it is, also without an end of line', () => {
    assert.equal(withRuns(' {"more":1}', [run]), ` {"more":1}\n${line}\n`)
    assert.equal(withRuns('x\n', []), 'x\n')
  })

  test.each([
    [
      'a line cut short',
      `${line}\n${line.slice(0, 50)}`,
      /^h\.jsonl:2 is not a run .*\(the whole line\)\. Nothing is written/,
    ],
    ['notes of somebody', '# runs\n', /^h\.jsonl:1 /],
    ['JSON of another program', '{"schemaVersion":1,"p99":12}', /^h\.jsonl:1 .*\(at\)/],
    ['a run of a later version', line.replace(':1,', ':2,'), /\(schemaVersion\)/],
    ['a word for a number', line.replace('"p50Ms":5', '"p50Ms":"5"'), /\(p50Ms\)/],
    ['null', 'null', /^h\.jsonl:1 /],
  ])('is refused with %s', (_, text, sentence) => {
    assert.throws(() => parseHistory(text, 'h.jsonl'), { code: 'bad-input', message: sentence })
  })
})
