import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import { observe } from '../../src/load/observation.ts'
import type { LoadPlan, Shape } from '../../src/load/plan.ts'
import type { Summary } from '../../src/load/summary.ts'
import { timeline } from '../../src/load/timeline.ts'
import type { K6Run } from '../../src/ports/k6.ts'

interface Recording {
  readonly plan: LoadPlan
  readonly run: K6Run
}

/** What the real k6 gave, as if its load or its length had been another. */
function moments(
  name: string,
  change: { readonly shape?: Shape; readonly runMs?: number; readonly answers?: number } = {},
) {
  const { plan: asked, run } = JSON.parse(readFileSync(`test/recordings/k6-v2.2.0-${name}.json`, 'utf8')) as Recording
  const plan = { ...asked, shape: change.shape ?? asked.shape }
  const summary = JSON.parse(run.summary ?? '') as Summary
  const arms = summary.arms.map((arm) => ({
    ...arm,
    ...(arm.blocks && { blocks: arm.blocks.map((block) => ({ ...block, count: change.answers ?? block.count })) }),
  }))
  const { measured } = observe(plan, {
    ...run,
    summary: JSON.stringify({ ...summary, arms, runMs: change.runMs ?? summary.runMs }),
  })
  assert.ok(measured)
  return timeline(measured.subject, plan)
}

describe('how a run went', () => {
  test('in twenty parts of equal length', () => {
    const parts = moments('timeline')
    assert.deepEqual(
      parts.map(({ fromMs, toMs }) => [fromMs, toMs]),
      Array.from({ length: 20 }, (_, index) => [index * 100, (index + 1) * 100]),
    )
  })

  test('only as far as it got', () => {
    const parts = moments('timeline', { runMs: 250 })
    assert.deepEqual(
      parts.map(({ fromMs, toMs }) => [fromMs, toMs]),
      [
        [0, 100],
        [100, 200],
        [200, 250],
      ],
    )
  })

  test('in parts of requests, where there was a number of them', () => {
    const [first] = moments('timeline', {
      shape: { kind: 'iterations', users: 4, iterations: 1796, longestMs: 60_000 },
    })
    assert.deepEqual([first?.fromMs, first?.toMs, first?.requests], [null, null, 27])
  })

  test('is unknown when nobody asked', () => assert.deepEqual(moments('ok'), []))

  test.each([
    [0, []],
    [1, ['p50']],
    [19, ['p50']],
    [20, ['p50', 'p95']],
    [99, ['p50', 'p95']],
    [100, ['p50', 'p95', 'p99']],
  ])('%d answers give %j', (answers, names) => {
    const [first] = moments('timeline', { answers })
    assert.deepEqual(
      (['p50', 'p95', 'p99'] as const).filter((name) => first?.[name] !== null),
      names,
    )
  })

  test('of two that take turns, both halves of a block count by their size', () => {
    const [first] = moments('turns-slower')
    const { run } = JSON.parse(readFileSync('test/recordings/k6-v2.2.0-turns-slower.json', 'utf8')) as Recording
    const { arms } = JSON.parse(run.summary ?? '') as Summary
    const [one, other] = arms.find(({ name }) => name === 'candidate')?.halves.map(([block]) => block) ?? []
    assert.ok(one && other && first)
    assert.equal(first.requests, null)
    assert.equal(first.successful, one.count + other.count)
    assert.equal(first.p50, (one.p50 * one.count + other.p50 * other.count) / (one.count + other.count))
  })
})
