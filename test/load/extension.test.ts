import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import { randomFrom } from '../../src/base/random.ts'
import { ofTwoLooks, usual } from '../../src/load/confidence.ts'
import { type Decision, decide } from '../../src/load/decision.ts'
import { extension, isExtensible } from '../../src/load/extension.ts'
import { type JudgedGate, parseGate } from '../../src/load/gate.ts'
import { joined } from '../../src/load/joined.ts'
import type { Measurement } from '../../src/load/measurement.ts'
import { observe } from '../../src/load/observation.ts'
import type { LoadPlan, Shape } from '../../src/load/plan.ts'
import { middleInterval } from '../../src/load/statistics.ts'
import { verdictOf } from '../../src/load/verdict.ts'

const { plan, run } = JSON.parse(readFileSync('test/recordings/k6-v2.2.0-turns-same.json', 'utf8'))
const given: LoadPlan = plan

/** A gate with its verdict, and the interval that it rests on. */
const judged = (gate: string, verdict: Decision, interval: JudgedGate['interval']): JudgedGate => ({
  gate,
  verdict,
  value: interval ? ((interval[0] ?? 1) + (interval[1] ?? 1)) / 2 : 0,
  interval,
  reason: '',
})
const open = (gate: string, low: number | null, high: number | null) => judged(gate, 'INCONCLUSIVE', [low, high])

describe('a comparison that is not decided', () => {
  test.each<readonly [string, readonly JudgedGate[], boolean]>([
    ['goes on when three times as much would let it hold', [open('p50<base*1.05', 0.98, 1.06)], true],
    ['goes on when three times as much would make it fail', [open('p50<base*1.05', 1.04, 1.14)], true],
    ['ends when the value is too near to its limit', [open('p50<base*1.05', 1.0, 1.09)], false],
    ['ends when one of two would stay open', [open('p50<base*1.05', 0.98, 1.06), open('p95<base', 0.9, 1.1)], false],
    ['goes on when one of two would fail', [open('p50<base*1.05', 1.04, 1.14), open('p95<base', 0.9, 1.1)], true],
    ['ends when nothing tells', [judged('p99<base', 'INCONCLUSIVE', null)], false],
    ['ends when an end is unbounded', [open('p99<200', 100, null)], false],
    ['ends when a gate has failed', [open('p50<base*1.05', 0.98, 1.06), judged('p95<9', 'FAIL', [10, 11])], false],
    ['ends when all hold', [judged('p50<base*1.05', 'PASS', [0.9, 1])], false],
  ])('%s', (_, gates, goesOn) => {
    const verdict = verdictOf(gates, [])
    const more = extension(
      { plan: given, verdict, measuredMs: 2000 },
      { gates: gates.map(({ gate }) => parseGate(gate)), ofEndpoints: [] },
    )
    assert.equal(more !== undefined, goesOn)
  })

  const shapes: Readonly<Record<string, Shape>> = {
    users: { kind: 'users', users: { start: 4, stages: [] }, durationMs: 20_000 },
    rate: { kind: 'rate', perSecond: { start: 9, stages: [] }, users: 4, durationMs: 600_000 },
    iterations: { kind: 'iterations', users: 4, iterations: 1000, longestMs: 60_000 },
  }
  test.each([
    ['twice as long again', 'users', 20_000, { durationMs: 40_000 }],
    ['at most two minutes', 'rate', 600_000, { durationMs: 120_000 }],
    ['twice as many again', 'iterations', 9000, { iterations: 2000, longestMs: 120_000 }],
  ] as const)('goes on for %s', (_, kind, measuredMs, more) => {
    const gates = { gates: [parseGate('p50<base*1.05')], ofEndpoints: [] }
    const verdict = verdictOf([open('p50<base*1.05', 0.9, 1.052)], [])
    const shape = shapes[kind] as Shape
    assert.deepEqual(extension({ plan: { ...given, shape }, verdict, measuredMs }, gates)?.shape, { ...shape, ...more })
  })

  test('is no load in stages, has a gate, and is of two', () => {
    const gates = { gates: [parseGate('p50<base')], ofEndpoints: [] }
    const users = { start: 4, stages: [{ durationMs: 1000, target: 9 }] }
    assert.ok(isExtensible(given, gates))
    assert.ok(!isExtensible(given, { ...gates, gates: [] }))
    assert.ok(!isExtensible({ ...given, arms: given.arms.slice(1) }, gates))
    assert.ok(!isExtensible({ ...given, shape: { kind: 'users', users, durationMs: 1000 } }, gates))
  })
})

/**
 * Two looks at blocks of a program whose true ratio is exactly at the limit: how often is it said to fail? The second look has all blocks, of which the
 * later ones are longer, and so are less spread.
 */
function falseFails(normal: number): number {
  const random = randomFrom('two looks')
  const noise = (spread: number) => spread * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const blocks = (spread: number) => Array.from({ length: 20 }, () => noise(spread))
  const look = (values: readonly number[]) => {
    const { low, high } = middleInterval(values, normal) ?? {}
    return decide({ low, high }, '<', 0)
  }
  const rounds = 1000
  const failed = Array.from({ length: rounds }).filter(() => {
    const first = blocks(0.05)
    const decision = look(first)
    return (decision === 'INCONCLUSIVE' ? look([...first, ...blocks(0.05 / Math.SQRT2)]) : decision) === 'FAIL'
  })
  return failed.length / rounds
}

test('two looks fail what is at its limit no more often than one at 95 % does, which they would without a price', () => {
  const [paid, unpaid] = [falseFails(ofTwoLooks.normal), falseFails(usual.normal)]
  assert.ok(paid <= 0.025, `${paid} with half the risk in each`)
  assert.ok(unpaid > 0.03, `${unpaid} with all of it in each`)
})

test('two runs that were joined are one: counts add up, and the blocks of both stand side by side', () => {
  const first = observe(plan, run)
  const shape: Shape = { ...(plan.shape as Extract<Shape, { kind: 'users' }>), durationMs: 4000 }
  const whole = joined(first, observe({ ...plan, shape }, run))
  const [one, both] = [first.measured, whole.measured]
  assert.ok(one && both)
  assert.deepEqual([whole.plan.blocks, whole.plan.shape], [40, { ...shape, durationMs: 6000 }])
  assert.deepEqual([both.requests, both.subject.elapsedMs], [2 * one.requests, 2 * one.subject.elapsedMs])
  for (const arm of ['base', 'candidate'] as const) {
    const a: Measurement | undefined = one.turns?.[arm]
    const b: Measurement | undefined = both.turns?.[arm]
    assert.ok(a && b)
    assert.deepEqual([b.requests, b.successful, b.answered], [2 * a.requests, 2 * a.successful, 2 * a.answered])
    assert.equal(b.ratePerSecond, a.ratePerSecond)
    assert.ok(Math.abs(b.summary.latencyMs.avg - a.summary.latencyMs.avg) < 1e-9)
    assert.ok(Math.abs(b.stddevMs - a.stddevMs) < 1e-6)
    assert.deepEqual(b.summary.halves[1], [...a.summary.halves[1], ...a.summary.halves[1]])
  }
})

test('a second run that has measured nothing leaves the numbers of the first, and its own end', () => {
  const first = observe(plan, run)
  const broken = observe(plan, { ...run, summary: undefined, exitCode: 107, errors: ['boom'] })
  const { measured, ending } = joined(first, broken)
  assert.deepEqual([measured, ending.exitCode, ending.errors], [first.measured, 107, ['boom']])
})
