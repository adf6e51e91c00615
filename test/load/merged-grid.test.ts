import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { grid as percents } from '../../k6-scripts/lib/subsets.ts'
import { mergeGrids, type Sample } from '../../src/load/merged-grid.ts'
import { valueAt } from '../../src/load/statistics.ts'

/** As k6 tells it: exact quantiles, by linear interpolation between the values. */
function sample(values: readonly number[]): Sample {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (percent: number) => {
    const place = (percent / 100) * (sorted.length - 1)
    const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
    return low + (high - low) * (place % 1)
  }
  return { count: sorted.length, grid: [0, ...percents(), 100].map((percent) => [percent, at(percent)] as const) }
}

/** Latencies with a long tail, the same at each run. */
function latencies(count: number): readonly number[] {
  let state = 1
  const random = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  return Array.from(
    { length: count },
    () => 20 * Math.exp(0.7 * Math.sqrt(-2 * Math.log(random())) * Math.cos(6.283185 * random())),
  )
}

const dealt = (values: readonly number[], share: (index: number) => number) =>
  [0, 1, 2].map((part) => values.filter((_, index) => share(index) === part))

describe('the quantiles of the parts are those of the whole, within 1 %', () => {
  const values = latencies(9000)
  const slowest = [...values].sort((a, b) => a - b)
  test.each([
    ['dealt out in turns', dealt(values, (index) => index % 3)],
    ['one part has most of it', dealt(values, (index) => (index % 20 === 0 ? 0 : index % 20 === 1 ? 1 : 2))],
    ['one part has all the slow ones', dealt(slowest, (index) => Math.floor(index / 3000))],
    ['one part has none', [...dealt(values, (index) => index % 3), []]],
    ['a whole alone', [values]],
  ])('%s', (_, parts) => {
    const [whole, merged] = [sample(values).grid, mergeGrids(parts.map(sample))]
    assert.deepEqual(
      [0, 100].map((percent) => valueAt(merged, percent)),
      [0, 100].map((percent) => valueAt(whole, percent)),
    )
    for (const percent of [10, 25, 50, 75, 90, 95, 99]) {
      const [exact = 0, found = 0] = [valueAt(whole, percent), valueAt(merged, percent)]
      assert.ok(Math.abs(found / exact - 1) < 0.01, `p${percent}: ${found} is not ${exact}`)
    }
  })
})

test.each([
  ['one sample stays as it is', [[1, 2, 2, 2, 9]], [1, 2, 2, 9]],
  ['two constants, one three times as often', [[10, 10, 10], [20]], [10, 10, 10, 20]],
  ['the same constant twice', [[10, 10], [10]], [10, 10, 10, 10]],
  ['nothing at all', [[]], [undefined, undefined, undefined, undefined]],
] as const)('%s', (_, parts, expected) => {
  const merged = mergeGrids(parts.map((values) => sample(values)))
  const found = [0, 50, 75, 100].map((percent) => valueAt(merged, percent))
  assert.deepEqual(
    found.map((value) => value && Math.round(value * 1e9) / 1e9),
    expected,
  )
})
