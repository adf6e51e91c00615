import assert from 'node:assert/strict'
import { test } from 'vitest'
import { turn } from '../../k6-scripts/lib/turns.ts'

const rounds = (seed: number, count: number) =>
  Array.from({ length: count }, (_, round) => [0, 1, 2].map((index) => turn(round * 3 + index, 3, seed)).join(''))

test('every round has each arm once', () => {
  for (const round of rounds(1, 1000)) assert.equal([...round].sort().join(''), '012')
})

test('all six orders come, each about as often', () => {
  const orders = rounds(1, 6000)
  for (const order of ['012', '021', '102', '120', '201', '210']) {
    const share = orders.filter((each) => each === order).length / orders.length
    assert.ok(share > 0.14 && share < 0.19, `${order}: ${share}`)
  }
})

test('a seed gives the same order again, another seed another', () => {
  assert.deepEqual(rounds(5, 100), rounds(5, 100))
  const different = rounds(5, 100).filter((order, index) => order !== rounds(6, 100)[index]).length
  assert.ok(different > 60, String(different))
})

test('one arm alone has every turn', () => {
  assert.deepEqual(
    [0, 1, 2].map((n) => turn(n, 1, 1)),
    [0, 0, 0],
  )
})
