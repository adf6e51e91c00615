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

type Times = (block: number) => number

/** The same with the latencies of the blocks changed: of both halves of the arm, or of the second one alone. */
function scaled(given: Turns, arm: keyof Turns, times: Times, whole = true): Turns {
  const { summary, ...rest } = given[arm]
  const [first, second] = summary.halves
  const change = (blocks: typeof first) =>
    blocks.map((block, index) => {
      const by = times(index)
      return { ...block, avg: block.avg * by, p50: block.p50 * by, p90: block.p90 * by, p95: block.p95 * by }
    })
  return {
    ...given,
    [arm]: { ...rest, summary: { ...summary, halves: [whole ? change(first) : first, change(second)] } },
  }
}

/** All four halves as the first of the base, each block with enough answers, so that what is left is what the test puts in. */
const recorded = turns('turns-same').base
const first = recorded.summary.halves[0].map((block) => ({ ...block, count: 30 }))
const base = { ...recorded, summary: { ...recorded.summary, halves: [first, first] as [typeof first, typeof first] } }
const alike = { base, candidate: base }

const row = (given: Turns, metric: string) => compareTurns(given).rows.find((each) => each.metric === metric)

describe('two that took turns', () => {
  test('30 ms instead of 20 is worse, and the interval has the truth inside', () => {
    const { verdict, change, interval } = row(turns('turns-slower'), 'p50') ?? {}
    assert.equal(verdict, 'worse')
    assert.ok(change && change > 0.25 && change < 0.5, String(change))
    assert.ok(interval?.[0] && interval[0] > 0.1 && (interval[1] ?? 0) < 0.6, String(interval))
  })

  test.each([
    ['always 3 % slower', () => 1.03, 'worse'],
    ['always 3 % faster', () => 0.97, 'better'],
    ['no different', () => 1, 'same'],
    ['2 % slower and faster in turns', (block: number) => (block % 2 ? 1.02 : 1 / 1.02), 'same'],
    ['30 % slower and faster in turns', (block: number) => (block % 2 ? 1.3 : 1 / 1.3), 'unclear'],
    ['slow in one block alone', (block: number) => (block === 2 ? 10 : 1), 'same'],
    ['slow in three of four blocks', (block: number) => (block % 4 ? 1.5 : 1), 'worse'],
  ] as const)('%s', (_, times, verdict) =>
    assert.equal(row(scaled(alike, 'candidate', times), 'p50')?.verdict, verdict),
  )

  test('a difference that the base has with itself too is unclear', () => {
    const noisy = scaled(alike, 'base', (block) => (block % 2 ? 1.1 : 1 / 1.1), false)
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
    assert.ok(floor > 0.02 && floor < 0.06, String(floor))
  })

  test('nine blocks with answers are too few', () => {
    const few = first.map((block, index) => (index < 9 ? block : { ...block, count: 9 }))
    const half = { ...base, summary: { ...base.summary, halves: [first, few] as [typeof few, typeof few] } }
    const { verdict, interval } = row({ base, candidate: half }, 'p50') ?? {}
    assert.deepEqual([verdict, interval], ['unclear', null])
  })

  test.each(['turns-half', 'turns-failing'])('the latencies of one that fails are not compared: %s', (name) => {
    const { failing, rows } = compareTurns(turns(name))
    assert.equal(failing, 'candidate')
    assert.deepEqual(new Set(rows.map(({ verdict }) => verdict)), new Set(['worse', 'not-compared']))
  })

  test('nor are those of a base that fails', () => {
    const { base: healthy, candidate: broken } = turns('turns-failing')
    const { failing, rows } = compareTurns({ base: broken, candidate: healthy })
    assert.equal(failing, 'base')
    assert.ok(rows.every(({ metric, verdict }) => metric === 'success' || verdict === 'not-compared'))
  })
})

describe('each against itself', () => {
  const halved = (times: Times) => scaled(scaled(alike, 'base', times, false), 'candidate', times, false)
  test.each([
    ['is the same in a real run', turns('turns-same'), []],
    ['differs when all blocks do', halved((block) => 1.1 + block / 1000), ['avg', 'p50', 'p90', 'p95']],
    ['may be 1 % off', halved((block) => 1.009 + block / 1e5), []],
    ['may be off in some blocks', halved((block) => (block % 3 ? 1 : 1.5)), []],
  ] as const)('%s', (_, given, expected) => assert.deepEqual(differsFromItself(given), expected))
})
