import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import type { UserError } from '../../src/base/errors.ts'
import { mostUsersOf, parseStages, planned, type ShapeOptions, shape } from '../../src/load/shape.ts'

const defaultMs = 30_000

describe('the load over time', () => {
  test.each<[string, ShapeOptions, object]>([
    ['10 users for 30 s by default', {}, { kind: 'users', users: { start: 10, stages: [] }, durationMs: 30_000 }],
    [
      'stages of users start with -c and say how long they take',
      { concurrency: 5, stages: parseStages('2s:50,8s:50') },
      { kind: 'users', users: { start: 5, stages: parseStages('2s:50,8s:50') }, durationMs: 10_000 },
    ],
    [
      'a rate has users for answers that take 2 s',
      { rate: 100 },
      { kind: 'rate', perSecond: { start: 100, stages: [] }, users: 200, durationMs: 30_000 },
    ],
    [
      'for the highest rate of its stages, and no more than 1,000 unless -c says so',
      { rate: 10, stages: parseStages('1s:5000') },
      { kind: 'rate', perSecond: { start: 10, stages: parseStages('1s:5000') }, users: 1000, durationMs: 1000 },
    ],
    [
      'a number of requests needs no more users than requests',
      { iterations: 3 },
      { kind: 'iterations', users: 3, iterations: 3, longestMs: 600_000 },
    ],
    [
      'and ends with its duration at the latest',
      { iterations: 300, durationMs: 5000, concurrency: 20 },
      { kind: 'iterations', users: 20, iterations: 300, longestMs: 5000 },
    ],
  ])('%s', (_, options, expected) => assert.deepEqual(shape(options, defaultMs), expected))

  test.each<[string, ShapeOptions]>([
    ['stages and a duration', { stages: parseStages('1s:5'), durationMs: 1000 }],
    ['stages and a number of requests', { stages: parseStages('1s:5'), iterations: 5 }],
    ['a rate and a number of requests', { rate: 5, iterations: 5 }],
    ['more users than there may be', { stages: parseStages('1s:10001') }],
    ['not one request', { rate: 1, stages: parseStages('500ms:0') }],
    ['less than a second', { durationMs: 999 }],
    ['requests that have less than a second', { iterations: 5, durationMs: 500 }],
  ])('%s is refused', (_, options) =>
    assert.throws(
      () => shape(options, defaultMs),
      (error: UserError) => error.code === 'bad-option',
    ),
  )
})

test.each<[string, ShapeOptions, number | undefined, number]>([
  ['users make as many as are answered', { concurrency: 7 }, undefined, 7],
  ['a rate makes its own number', { rate: 100, durationMs: 1500 }, 150, 200],
  // 0 to 100 in 2 s are 100 requests, 1 s at 100 are 100.
  ['a ramp makes half of what it goes to', { rate: 1, stages: parseStages('0s:0,2s:100,1s:100') }, 200, 200],
])('%s', (_, options, due, users) => {
  const given = shape(options, defaultMs)
  assert.equal(planned(given), due)
  assert.equal(mostUsersOf(given), users)
})
