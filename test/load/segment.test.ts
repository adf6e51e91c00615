import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { UserError } from '../../src/base/errors.ts'
import { dealt, parseSegment, refuseIdle } from '../../src/load/segment.ts'
import { parseStages, type ShapeOptions, shape } from '../../src/load/shape.ts'

test.each([
  ['1/3', { index: 1, of: 3 }],
  [' 100/100 ', { index: 100, of: 100 }],
  ['0/3', undefined],
  ['4/3', undefined],
  ['1/101', undefined],
  ['1', undefined],
  ['0:1/3', undefined],
  ['1/3; rm', undefined],
])('%j is a segment or none', (text, expected) => {
  if (expected) assert.deepEqual(parseSegment(text), expected)
  else assert.throws(() => parseSegment(text), /is not a segment/)
})

test.each([
  [10, [1, 1, 1], [4, 3, 3]],
  [2, [1, 1, 1], [1, 1, 0]],
  [0, [1, 1, 1], [0, 0, 0]],
  [37, [2, 2, 1], [15, 15, 7]],
  [38, [2, 2, 1], [15, 15, 8]],
  [39, [2, 2, 1], [16, 15, 8]],
  [200, [67, 67, 66], [67, 67, 66]],
  [300, [100, 100, 100], [100, 100, 100]],
])('%i by weights %j are dealt out as k6 deals them', (whole, weights, expected) => {
  assert.deepEqual(dealt(whole, weights), expected)
})

describe('a segment needs something to do', () => {
  test.each<readonly [string, ShapeOptions, RegExp | undefined]>([
    ['three users', { concurrency: 3 }, undefined],
    ['two users', { concurrency: 2 }, /2 virtual users cannot be shared by 3. Raise -c/],
    ['stages that reach three users', { concurrency: 1, stages: parseStages('1s:3') }, undefined],
    ['two requests', { iterations: 2 }, /2 virtual users cannot/],
    ['a rate of one for two seconds', { rate: 1, durationMs: 2000 }, /2 requests cannot be shared by 3. Raise --rate/],
    ['a rate of one for three seconds', { rate: 1, durationMs: 3000 }, undefined],
  ])('%s', (_, options, refusal) => {
    const check = () => refuseIdle(shape(options, 30_000), { index: 1, of: 3 })
    if (!refusal) check()
    else assert.throws(check, (error) => error instanceof UserError && refusal.test(error.message))
  })
})
