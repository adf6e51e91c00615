import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import { compareTurns, differsFromItself, type Turns } from '../../src/load/interleaved.ts'
import { observe } from '../../src/load/observation.ts'

/** What the real k6 gave (test/support/record-k6.mjs). */
function turns(name: string): Turns {
  const { plan, run } = JSON.parse(readFileSync(`test/recordings/k6-v2.2.0-${name}.json`, 'utf8'))
  const found = observe(plan, run).measured?.turns
  assert.ok(found)
  return found
}

/** The same with the latencies of an arm's blocks changed. */
function scaled(given: Turns, arm: keyof Turns, times: (block: number) => number): Turns {
  const { summary, ...rest } = given[arm]
  const blocks = summary.blocks.map((block, index) => {
    const by = times(index)
    return { ...block, avg: block.avg * by, p50: block.p50 * by, p90: block.p90 * by, p95: block.p95 * by }
  })
  return { ...given, [arm]: { ...rest, summary: { ...summary, blocks } } }
}

/** Base and candidate as if both were the base, so that what is left is what the test puts in. */
const alike = { ...turns('turns-same'), candidate: turns('turns-same').base, control: turns('turns-same').base }

const row = (given: Turns, metric: string) => compareTurns(given).rows.find((each) => each.metric === metric)

describe('two that took turns', () => {
  test('30 ms instead of 20 is worse, and the interval has the truth inside', () => {
    const { verdict, change, interval } = row(turns('turns-slower'), 'p50') ?? {}
    assert.equal(verdict, 'worse')
    assert.ok(change && change > 0.3 && change < 0.5, String(change))
    assert.ok(interval?.[0] && interval[0] > 0.2 && (interval[1] ?? 0) < 0.6, String(interval))
  })

  test.each([
    ['always 3 % slower', () => 1.03, 'worse'],
    ['always 3 % faster', () => 0.97, 'better'],
    ['no different', () => 1, 'same'],
    ['2 % slower and faster in turns', (block: number) => (block % 2 ? 1.02 : 1 / 1.02), 'same'],
    ['30 % slower and faster in turns', (block: number) => (block % 2 ? 1.3 : 1 / 1.3), 'unclear'],
    ['slow in one block alone', (block: number) => (block === 2 ? 10 : 1), 'unclear'],
  ] as const)('%s', (_, times, verdict) =>
    assert.equal(row(scaled(alike, 'candidate', times), 'p50')?.verdict, verdict),
  )

  test('a difference that the base has with itself too is unclear', () => {
    const noisy = scaled(alike, 'control', (block) => (block % 2 ? 1.1 : 1 / 1.1))
    assert.equal(
      row(
        scaled(noisy, 'candidate', () => 1.03),
        'p50',
      )?.verdict,
      'unclear',
    )
    assert.equal(
      row(
        scaled(noisy, 'candidate', () => 1.3),
        'p50',
      )?.verdict,
      'worse',
    )
    const floor = compareTurns(noisy).noiseFloor ?? 0
    assert.ok(floor > 0.04 && floor < 0.06, String(floor))
  })

  test('nine blocks with answers are too few', () => {
    const { base, ...rest } = alike
    const blocks = base.summary.blocks.map((block, index) => (index < 9 ? block : { ...block, count: 9 }))
    const { verdict, interval } = row({ ...rest, base: { ...base, summary: { ...base.summary, blocks } } }, 'p50') ?? {}
    assert.deepEqual([verdict, interval], ['unclear', null])
  })

  test.each(['turns-half', 'turns-failing'])('the latencies of one that fails are not compared: %s', (name) => {
    const { failing, rows } = compareTurns(turns(name))
    assert.equal(failing, 'candidate')
    assert.deepEqual(new Set(rows.map(({ verdict }) => verdict)), new Set(['worse', 'not-compared']))
  })

  test('nor are those of a base that fails', () => {
    const { base, candidate, control } = turns('turns-failing')
    const { failing, rows } = compareTurns({ base: candidate, candidate: base, control: control })
    assert.equal(failing, 'base')
    assert.ok(rows.every(({ metric, verdict }) => metric === 'success' || verdict === 'not-compared'))
  })
})

describe('the base against itself', () => {
  test.each([
    ['is the same in a real run', turns('turns-same'), []],
    ['differs when all blocks do', scaled(alike, 'control', (block) => 1.1 + block / 1000), ['avg', 'p50', 'p90']],
    ['may be 1 % off', scaled(alike, 'control', (block) => 1.009 + block / 1e5), []],
    ['may be off in some blocks', scaled(alike, 'control', (block) => (block % 3 ? 1 : 1.5)), []],
  ] as const)('%s', (_, given, expected) => assert.deepEqual(differsFromItself(given), expected))
})
