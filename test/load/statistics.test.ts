import assert from 'node:assert/strict'
import { test } from 'vitest'
import {
  almostSure,
  countForQuantile,
  countForShare,
  middleInterval,
  quantileInterval,
  shareInterval,
  shareRatioInterval,
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
  const interval = quantileInterval({ grid: straight, count }, percent)
  near(interval.low, low)
  near(interval.high, high)
})

test('a quantile has an upper bound from the stated count on, and not before', () => {
  for (const percent of [50, 90, 99, 99.9]) {
    const least = countForQuantile(percent)
    assert.notEqual(quantileInterval({ grid: straight, count: least }, percent).high, undefined)
    assert.equal(quantileInterval({ grid: straight, count: least - 1 }, percent).high, undefined)
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

// Of 1..10 all means of pairs are symmetric about 5.5. Wilcoxon's table: 8 of the 55 may be below at 95 %, 52 of 210 for twenty values.
test('the middle of 1..10 is 5.5, and the ninth mean of pairs from each end its interval', () => {
  assert.deepEqual(middleInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), { middle: 5.5, low: 3, high: 8 })
})

test('one value far out moves the middle by little, and the interval not to it', () => {
  const { middle = 0, high = 0 } = middleInterval([...Array.from({ length: 19 }, (_, index) => index), 1e6]) ?? {}
  assert.ok(middle < 11 && high < 20, `${middle} ${high}`)
})

test('six values have no interval of 95 %, and ten none of 99.9 %', () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
  assert.equal(middleInterval(values.slice(0, 6)), undefined)
  assert.equal(middleInterval(values, almostSure), undefined)
  assert.equal(middleInterval([]), undefined)
})

test.each([
  [undefined, 0.93, 0.97],
  [almostSure, 0.997, 1],
])('the middle is inside its interval as often as said, also with a heavy tail', (normal, least, most) => {
  const random = randomFrom(11)
  // Cauchy's distribution, which has a middle and no mean.
  const sample = () => Array.from({ length: 20 }, () => Math.tan(Math.PI * (random() - 0.5)))
  const inside = Array.from({ length: 2000 }, () => middleInterval(sample(), normal)).filter(
    (found) => found && found.low <= 0 && found.high >= 0,
  ).length
  assert.ok(inside / 2000 >= least && inside / 2000 <= most, String(inside / 2000))
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
