import assert from 'node:assert/strict'
import { test } from 'vitest'
import {
  almostSure,
  countForQuantile,
  countForShare,
  quantileInterval,
  shareInterval,
  shareRatioInterval,
  studentInterval,
  studentQuantile,
  valueAt,
} from '../../src/load/statistics.ts'

/** A sample whose value at p percent is p. */
const straight = Array.from({ length: 101 }, (_, percent) => [percent, percent] as const)

// Ranks nq ∓ 1.96 √(nq(1-q)): for p99 of 10,000 values 9,880.5 and 9,919.5.
test.each([
  [10_000, 99, 98.805, 99.195],
  [1000, 50, 46.901, 53.099],
  [100, 99, 97.05, undefined],
])('of %d values, the p%d lies from %d to %d', (count, percent, low, high) => {
  const interval = quantileInterval(straight, percent, count)
  near(interval.low, low)
  near(interval.high, high)
})

test('a quantile has an upper bound from the stated count on, and not before', () => {
  for (const percent of [50, 90, 99, 99.9]) {
    const least = countForQuantile(percent)
    assert.notEqual(quantileInterval(straight, percent, least).high, undefined)
    assert.equal(quantileInterval(straight, percent, least - 1).high, undefined)
  }
})

// Wilson's interval, computed by hand: 0 of 10 reaches up to z²/(n+z²) = 0.2775.
test.each([
  [10, 10, 0.7225, 1],
  [0, 10, 0, 0.2775],
  [5, 10, 0.2366, 0.7634],
])('%d of %d is a share from %d to %d', (successes, count, low, high) => {
  const interval = shareInterval(successes, count)
  near(interval.low, low)
  near(interval.high, high)
})

test('a share is proved from the stated count of successes on, and not before', () => {
  const least = countForShare(0.995)
  assert.equal(least, 765)
  assert.ok((shareInterval(least, least).low ?? 0) > 0.995)
  assert.ok((shareInterval(least - 1, least - 1).low ?? 0) <= 0.995)
})

// Student's table: 0.975 and 0.9995.
test.each([
  [1.959964, 9, 2.262],
  [1.959964, 19, 2.093],
  [almostSure, 19, 3.883],
])('beyond %d of the normal distribution lies, with %d degrees of freedom, %d', (normal, degrees, expected) => {
  assert.ok(Math.abs(studentQuantile(normal, degrees) / expected - 1) < 0.003)
})

test('the mean of 1..10 is 5.5, by hand ∓ 2.262 · 3.028 / √10', () => {
  const { mean, low, high } = studentInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  near(mean, 5.5)
  assert.ok(Math.abs(low - 3.334) < 0.01 && Math.abs(high - 7.666) < 0.01, `${low} ${high}`)
})

test.each([
  ['all of 100 and all of 100', [100, 100], [100, 100], 0.963, 1.038],
  ['half and all', [500, 1000], [1000, 1000], 0.469, 0.531],
  ['none and all', [0, 1000], [1000, 1000], 0, 0.004],
] as const)('the ratio of %s', (_, a, b, low, high) => {
  const interval = shareRatioInterval(a, b)
  near(interval.low, low)
  near(interval.high, high)
})

test('there is no ratio to nothing', () => {
  assert.deepEqual(shareRatioInterval([5, 10], [0, 10]), { low: undefined, high: undefined })
})

test('a ratio of shares is inside its interval in 19 of 20 cases', () => {
  const random = randomFrom(7)
  const successes = (share: number) => Array.from({ length: 200 }, random).filter((number) => number < share).length
  const inside = Array.from({ length: 2000 }, () =>
    shareRatioInterval([successes(0.9), 200], [successes(0.95), 200]),
  ).filter(({ low = 0, high = Infinity }) => low <= 0.9 / 0.95 && 0.9 / 0.95 <= high).length
  assert.ok(inside / 2000 > 0.93 && inside / 2000 < 0.98, String(inside / 2000))
})

/** A linear congruential generator, to be the same at every run. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

test('between two points of the grid lies a straight line', () => {
  assert.equal(
    valueAt(
      [
        [0, 10],
        [50, 20],
        [100, 40],
      ],
      75,
    ),
    30,
  )
})

function near(actual: number | undefined, expected: number | undefined): void {
  if (expected === undefined || actual === undefined) assert.equal(actual, expected)
  else assert.ok(Math.abs(actual - expected) < 0.001, `${actual} is not ${expected}`)
}
