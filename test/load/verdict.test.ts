import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import { parseGate } from '../../src/load/gate.ts'
import { compareTurns } from '../../src/load/interleaved.ts'
import { observe } from '../../src/load/observation.ts'
import type { LoadPlan } from '../../src/load/plan.ts'
import { type Summary, summarySchema } from '../../src/load/summary.ts'
import { judge } from '../../src/load/verdict.ts'
import type { K6Run } from '../../src/ports/k6.ts'

interface Recording {
  readonly plan: LoadPlan
  readonly run: K6Run
}

interface Change extends Partial<Omit<Summary, 'arms'>> {
  readonly requests?: number
  readonly redirects?: number
  readonly askedMs?: Summary['askedMs']
  /** How long the run was to be. */
  readonly durationMs?: number
  /** Processor time per millisecond, as if measured on two processors. */
  readonly cpu?: number
  /** How many milliseconds k6 waited for each of them. */
  readonly waited?: number
}

/** What the real k6 gave (test/support/record-k6.mjs), with some of its numbers changed. */
function verdict(name: string, gates: readonly string[], change: Change = {}, ending: Partial<K6Run> = {}) {
  const { plan, run } = JSON.parse(readFileSync(`test/recordings/k6-v2.2.0-${name}.json`, 'utf8')) as Recording
  const { shape } = plan
  const longer = shape.kind === 'iterations' ? shape : { ...shape, durationMs: change.durationMs ?? shape.durationMs }
  const observation = observe({ ...plan, shape: longer }, { ...changed(run, change), ...ending })
  const turns = observation.measured?.turns
  const judged = judge(observation, { gates: gates.map(parseGate), ofEndpoints: [] }, turns && compareTurns(turns))
  return [judged.verdict, ...judged.reasons.map(({ code }) => code)]
}

function changed(run: K6Run, { requests, redirects, cpu, waited, durationMs: _, ...change }: Change): K6Run {
  if (run.summary === undefined) return run
  const { arms, ...rest } = summarySchema.parse(JSON.parse(run.summary))
  const summary = {
    ...rest,
    ...change,
    arms: arms.map((arm) => ({
      ...arm,
      redirects,
      ...(requests !== undefined && { requests, latencyMs: { ...arm.latencyMs, count: requests - arm.failed } }),
    })),
  }
  const { endedAt, runMs } = summary
  const samples = [endedAt - runMs, endedAt].map((at) => ({
    at,
    usedMs: at * (cpu ?? 0),
    waitedMs: at * (cpu ?? 0) * (waited ?? 0),
  }))
  return { ...run, summary: JSON.stringify(summary), ...(cpu !== undefined && { cpu: { cores: 2, samples } }) }
}

describe('what a run is worth', () => {
  test.each([
    ['answers, and no gate asks for more', 'ok', [], ['PASS']],
    ['some 300 answers in 20 ms decide the median', 'ok', ['p50<100', 'p95<100'], ['PASS']],
    ['a median above the limit', 'ok', ['p50<10'], ['FAIL', 'gate-failed']],
    ['they are too few for p99', 'ok', ['p99<200'], ['INCONCLUSIVE', 'gate-undecided']],
    ['they decide a p99 that is too high all the same', 'ok', ['p99<5'], ['FAIL', 'gate-failed']],
    ['so many successes do not prove 99.5 %', 'ok', ['success>99.5%'], ['INCONCLUSIVE', 'gate-undecided']],
    ['but they prove 98 %', 'ok', ['success>98%'], ['PASS']],
    ['a failed gate outweighs an open one', 'ok', ['p50<10', 'p99<200'], ['FAIL', 'gate-failed', 'gate-undecided']],
    ['two seconds are not a minute', 'ok', ['p50<100', 'duration>=60s'], ['INVALID', 'too-short']],
    ['only HTTP 503, and nobody asks', 'failing', [], ['FAIL', 'nothing-succeeded']],
    ['only HTTP 503', 'failing', ['success>99.5%'], ['FAIL', 'nothing-succeeded', 'gate-failed']],
    [
      'only HTTP 503 never passes a gate on latency',
      'failing',
      ['p99<200', 'max<200', 'min<200'],
      ['FAIL', 'nothing-succeeded', 'gate-undecided', 'gate-undecided', 'gate-undecided'],
    ],
    ['half fails, and nobody asks', 'timeline', [], ['PASS']],
    [
      'half fails, which a gate on latency or rate does not see',
      'timeline',
      ['p50<100', 'rps>1'],
      ['INCONCLUSIVE', 'failures-unjudged'],
    ],
    ['half fails, which a gate allows', 'timeline', ['p50<100', 'success>40%'], ['PASS']],
    ['every request timed out', 'hanging', ['p99<200'], ['INVALID', 'nothing-answered']],
    ['every connection was refused', 'refused', ['p99<200'], ['INVALID', 'nothing-answered']],
    ['every iteration threw', 'throwing', [], ['INVALID', 'script-error', 'no-requests']],
    ['k6 did not start', 'bad-plan', [], ['INVALID', 'k6-failed']],
    ['every request of the rate was made', 'rate', ['p50<100', 'rps>90'], ['PASS']],
    ['one user cannot make 100 requests of 20 ms a second', 'dropping', ['p50<100'], ['INVALID', 'dropped-iterations']],
    ['nor four make 10,000 in a second', 'iterations', [], ['INVALID', 'dropped-iterations']],
  ] as const)('%s', (_, name, gates, expected) => assert.deepEqual(verdict(name, gates), expected))

  test.each([
    ['no gate asks for more', 'turns-same', [], ['PASS']],
    [
      'the same address is not 10 % slower than itself',
      'turns-same',
      ['p50<base*1.10', 'success>=base*0.95'],
      ['PASS'],
    ],
    ['it is not surely faster', 'turns-same', ['p50<base'], ['INCONCLUSIVE', 'gate-undecided']],
    ['30 ms are more than 20', 'turns-slower', ['p50<base*1.10'], ['FAIL', 'gate-failed']],
    ['and less than twice as much', 'turns-slower', ['p50<base*2'], ['PASS']],
    ['gates without a base are about the candidate', 'turns-slower', ['p50<28', 'p50<base*2'], ['FAIL', 'gate-failed']],
    ['a block has too few answers for p99', 'turns-same', ['p99<base*2'], ['INCONCLUSIVE', 'gate-undecided']],
    ['what fails at once is not fast', 'turns-half', ['p50<base'], ['FAIL', 'candidate-fails', 'gate-failed']],
    ['also when nobody asks', 'turns-failing', [], ['FAIL', 'candidate-fails']],
  ] as const)('compared: %s', (_, name, gates, expected) => assert.deepEqual(verdict(name, gates), expected))

  test('zero requests pass no gate', () => {
    assert.deepEqual(verdict('ok', ['p99<200'], { requests: 0 }), ['INVALID', 'no-requests'])
  })

  test('a run is as long as there was load, not as its last answer took', () => {
    assert.deepEqual(verdict('ok', ['duration>=60s'], { runMs: 62_000 }), ['INVALID', 'too-short'])
  })

  test('one exception in an otherwise good run spoils it', () => {
    assert.deepEqual(verdict('ok', [], { scriptErrors: 1 }), ['INVALID', 'script-error'])
  })

  test.each([
    ['1 of 1,000 requests of a rate may be missing', 'rate', { requests: 999, dropped: 1 }, ['PASS']],
    ['2 may not', 'rate', { requests: 998, dropped: 2 }, ['INVALID', 'dropped-iterations']],
    ['95 % of the rate are enough', 'rate', { requests: 570, runMs: 6000, durationMs: 6000 }, ['PASS']],
    ['less are not', 'rate', { requests: 569, runMs: 6000, durationMs: 6000 }, ['INVALID', 'rate-not-reached']],
    ['what is due in a quarter of a second may be missing', 'rate', { requests: 176 }, ['PASS']],
    ['more may not', 'rate', { requests: 174 }, ['INVALID', 'rate-not-reached']],
    ['1 of 1,000 answers may be a redirect', 'ok', { requests: 1000, redirects: 1 }, ['PASS']],
    ['2 may not', 'ok', { requests: 1000, redirects: 2 }, ['INVALID', 'redirected']],
    ['k6 may use 80 % of the processors', 'ok', { cpu: 1.59 }, ['PASS']],
    ['beyond it is k6 that is measured', 'ok', { cpu: 1.61 }, ['INVALID', 'client-saturated']],
    ['in a comparison k6 may wait four times as long', 'turns-same', { cpu: 0.2, waited: 3.9 }, ['PASS']],
    ['beyond it is the others that are compared', 'turns-same', { cpu: 0.2, waited: 4.1 }, ['INVALID', 'machine-busy']],
    ['but not their success', 'turns-failing', { cpu: 0.2, waited: 4.1 }, ['FAIL', 'candidate-fails']],
    ['nor a single service', 'ok', { cpu: 0.2, waited: 4.1 }, ['PASS']],
  ])('%s', (_, name, change, expected) => assert.deepEqual(verdict(name, [], change), expected))

  test.each([
    ['users who ask again and again', 'ok', [[20, 1980]], ['PASS']],
    [
      'two seconds of waiting',
      'ok',
      [
        [20, 300],
        [2300, 2980],
      ],
      ['PASS'],
    ],
    [
      'more than that',
      'ok',
      [
        [20, 300],
        [2310, 2980],
      ],
      ['INVALID', 'stalled'],
    ],
    ['at the start', 'ok', [[2200, 2980]], ['INVALID', 'stalled']],
    ['at the end', 'ok', [[20, 900]], ['INVALID', 'stalled']],
    [
      'of a rate, which goes on asking',
      'rate',
      [
        [20, 300],
        [2400, 2980],
      ],
      ['PASS'],
    ],
  ] as const)('%s', (_, name, askedMs, expected) => {
    const change = {
      requests: 300,
      runMs: 3000,
      durationMs: 3000,
      askedMs: askedMs.map(([from, to]): [number, number] => [from, to]),
    }
    assert.deepEqual(verdict(name, [], change), expected)
  })

  test('an interrupted run is no measurement', () => {
    assert.deepEqual(verdict('ok', [], {}, { interrupted: true, exitCode: 105 }), ['INVALID', 'interrupted'])
  })
})
