import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { loadResult } from '../../src/commands/load-judged.ts'
import type { LoadResult } from '../../src/commands/load-result.ts'
import { parseGate } from '../../src/load/gate.ts'
import { observe } from '../../src/load/observation.ts'
import type { LoadPlan } from '../../src/load/plan.ts'
import type { K6Run } from '../../src/ports/k6.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

interface Change extends Partial<Pick<LoadPlan, 'expected' | 'segment'>> {
  readonly recording?: string
  /** Of the target. */
  readonly method?: string
  readonly laterMs?: number
  readonly gates?: readonly string[]
  readonly interrupted?: boolean
}

/** What `load -o` writes of a run of the real k6 (test/support/record-k6.mjs), changed a little. */
function report({
  recording = 'ok',
  method,
  laterMs = 0,
  gates = [],
  interrupted = false,
  ...more
}: Change): LoadResult {
  const file = `test/recordings/k6-v2.2.0-${recording}.json`
  const { plan, run } = JSON.parse(readFileSync(file, 'utf8')) as { readonly plan: LoadPlan; readonly run: K6Run }
  const arms = plan.arms.map((arm) => ({ ...arm, target: { ...arm.target, method: method ?? arm.target.method } }))
  const summary = run.summary && JSON.parse(run.summary)
  const later = summary && { summary: JSON.stringify({ ...summary, endedAt: summary.endedAt + laterMs }) }
  const observation = observe({ ...plan, arms, ...more }, { ...run, ...later, interrupted })
  const binary = { path: '/opt/k6', version: '2.2.0' }
  return loadResult(observation, { gates: gates.map(parseGate), ofEndpoints: [], saved: undefined, binary })
}

const part = (index: number, change: Change = {}) => report({ segment: { index, of: 3 }, laterMs: index, ...change })
const three = [part(1), part(2), part(3)]

async function mergeOf(reports: readonly (object | string)[], ...flags: readonly string[]) {
  const texts = reports.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)))
  const folder = temporaryFolder(Object.fromEntries(texts.map((text, index) => [`${index + 1}.json`, text])))
  const files = texts.map((_, index) => join(folder, `${index + 1}.json`))
  const { code, stdout, stderr } = await runCli('load', 'merge', ...files, '--json', ...flags)
  const result = JSON.parse(stdout.replaceAll(`${folder}/`, ''))
  return { code, result, stderr }
}

describe('what runs are together', () => {
  const slow = part(2, { gates: ['p50<1'] })
  test.each([
    ['all of them are good', three, [], ['PASS']],
    ['a whole run alone', [report({})], [], ['PASS']],
    ['two whole runs', [report({}), report({ laterMs: 1 })], ['--gate', 'p50<100'], ['PASS']],
    ['a gate that three hold together', three, ['--gate', 'p50<100'], ['PASS']],
    ['a gate that they do not hold', three, ['--gate', 'p50<10'], ['FAIL', 'gate-failed']],
    ['the gate of one of them is of all', [part(1), slow, part(3)], [], ['FAIL', 'gate-failed']],
    ['unless there are others', [part(1), slow, part(3)], ['--gate', 'p50<100'], ['PASS']],
    ['together they are too short for production', three, ['--gates', 'production'], ['INVALID', 'too-short']],
    ['one was interrupted', [part(1), part(2, { interrupted: true }), part(3)], [], ['INVALID', 'invalid-part']],
    ['one could not start', [part(1), part(2, { recording: 'bad-plan' }), part(3)], [], ['INVALID', 'invalid-part']],
    ['one started 2 s later', [part(1), part(2, { laterMs: 2100 }), part(3)], [], ['INVALID', 'runs-apart']],
  ])('%s', async (_, reports, flags, expected) => {
    // What k6 did not start has no users.
    const alike = reports.map((each) => ({ ...each, concurrency: reports[0]?.concurrency }))
    const { code, result } = await mergeOf(alike, ...flags)
    const codes = result.reasons.map((reason: { code: string }) => reason.code)
    assert.deepEqual([result.verdict, ...codes], expected, JSON.stringify(result))
    assert.equal(code, { PASS: 0, FAIL: 1, INVALID: 5 }[result.verdict as 'PASS'])
  })

  test('counts add up, and the time is that of all together', async () => {
    const { result } = await mergeOf(three)
    const [one, whole] = [three[0]?.targets[0], result.targets[0]]
    assert.ok(one)
    const wanted = { total: 3 * one.requests.total, successful: 3 * one.requests.successful, failed: 0 }
    assert.deepEqual({ ...whole.requests, ...wanted }, whole.requests)
    assert.ok(Math.abs(whole.requests.ratePerSecond / (3 * one.requests.ratePerSecond) - 1) < 1e-3)
    const time = (text: string | undefined) => Date.parse(text ?? '')
    const lengths = three.map(({ measuredAt }) => time(measuredAt?.to) - time(measuredAt?.from))
    // What they took beyond it they waited for the last answers.
    assert.ok(Math.min(...lengths) > 2000)
    assert.equal(result.durationMs, 2000)
    assert.deepEqual(result.measuredAt, { from: three[2]?.measuredAt?.from, to: three[0]?.measuredAt?.to })
    assert.equal(whole.transfer.receivedBytes, 3 * one.transfer.receivedBytes)
    for (const name of ['min', 'avg', 'max', 'stddev'] as const) {
      assert.ok(Math.abs(whole.latencyMs[name] / one.latencyMs[name] - 1) < 1e-9, name)
    }
    assert.ok(Math.abs(whole.latencyMs.p50 / one.latencyMs.p50 - 1) < 0.01)
    // Three times the sample: the interval is narrower.
    const width = ([low, high]: (number | null)[]) => (high ?? 0) - (low ?? 0)
    assert.ok(width(whole.latencyIntervalsMs.p50) < width(one.latencyIntervalsMs.p50))
    assert.deepEqual(
      [result.command, result.concurrency, result.plan.segment, result.parts.length],
      ['load merge', 4, null, 3],
    )
    assert.deepEqual(result.parts[1], {
      file: '2.json',
      verdict: 'PASS',
      segment: { index: 2, of: 3 },
      requests: one.requests.total,
      durationMs: time(three[1]?.measuredAt?.to) - time(three[1]?.measuredAt?.from),
    })
  })

  test('failures add up by their kind, and two whole runs are twice the load', async () => {
    const [one, other] = [report({ recording: 'failing' }), report({ recording: 'failing', laterMs: 1 })]
    const { result } = await mergeOf([one, other])
    const total = 2 * (one.targets[0]?.requests.total ?? 0)
    assert.deepEqual(result.targets[0].errors, [{ kind: 'http', label: 'HTTP 503', count: total }])
    assert.deepEqual([result.concurrency, result.verdict, result.reasons[0].code], [8, 'FAIL', 'nothing-succeeded'])
  })
})

describe('what is refused, in a sentence', () => {
  const otherwise = { ...part(2), plan: { ...part(2).plan, expected: { min: 201, max: 201 } } }
  const { measuredAt, ...older } = report({})
  test.each([
    ['the same file twice', [three[0], three[0]], /^2.json is the same run as 1.json\./],
    [
      'the same segment twice',
      [part(1), part(1, { laterMs: 9 }), part(3)],
      /^2.json is segment 1\/3, and so is 1.json/,
    ],
    ['a segment is missing', [part(1), part(3)], /^Of 3 segments, 2\/3 is missing\./],
    ['a whole run and a segment', [report({}), part(1)], /number of segments is 3, there none/],
    ['another method', [part(1), part(2, { method: 'HEAD' }), part(3)], /^2.json .* address is HEAD .*, there GET /],
    ['another expectation', [part(1), otherwise, part(3)], /^2.json .* expected status is 201, there 200 to 399/],
    ['a comparison', [report({ recording: 'turns-same' })], /^1.json is a comparison/],
    ['a script', [{ ...report({}), script: 'a.ts', plan: { timeoutMs: null } }], /^1.json is of a script/],
    [
      'operations of a document',
      [{ ...report({}), endpoints: [], leftOut: [] }],
      /^1.json is of the operations of a doc/,
    ],
    ['a report of an older version', [older], /^1.json is not the report of a load test \(measuredAt\)/],
    ['another document', [{ hello: 1 }], /^1.json is not the report of a load test/],
    ['no document', ['<html>'], /^1.json is not JSON/],
    ['quantiles that fall', [{ ...three[0], targets: [falling(three[0])] }], /\(targets.0.quantilesMs\)/],
    ['a gate that is none', [{ ...report({}), gates: [{ gate: 'rm -rf' }] }], /^1.json: "rm -rf" is not a gate/],
  ] as const)('%s', async (_, reports, message) => {
    const { code, result } = await mergeOf(reports.map((each) => each ?? ''))
    assert.equal(code, 2)
    assert.equal(result.error.code, 'bad-input')
    assert.match(result.error.message, message)
  })

  test('what was merged is not merged again, and has no base', async () => {
    const { result } = await mergeOf(three)
    const again = await mergeOf([result])
    assert.match(again.result.error.message, /^1.json is merged already/)
    const { code, result: refused } = await mergeOf(three, '--gate', 'p50<base')
    assert.deepEqual([code, refused.error.code], [2, 'bad-option'])
  })
})

function falling(from: LoadResult | undefined): object {
  const [target] = from?.targets ?? []
  return {
    ...target,
    quantilesMs: [
      [0, 9],
      [100, 1],
    ],
  }
}
