import assert from 'node:assert/strict'
import { test } from 'vitest'
import { countForQuantile, countForShare, quantileInterval, shareInterval, valueAt } from '../../src/load/statistics.ts'

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
