import assert from 'node:assert/strict'
import { test } from 'vitest'
import { loadJunit } from '../../src/commands/load-junit.ts'
import type { LoadResult } from '../../src/commands/load-result.ts'
import { junit } from '../../src/report/junit.ts'

test('a suite with one of each', () => {
  const xml = junit({
    name: 'load GET http://a/?b&c',
    seconds: 1.5,
    cases: [
      { name: 'p99<200', outcome: 'passed', message: 'p99 is 12 ms.' },
      { name: 'p50<1', outcome: 'failure', message: 'FAIL: "1" > 0' },
      { name: 'measurement', outcome: 'error', message: 'a\nb \u001b \ud800' },
      { name: 'rps>1', outcome: 'skipped', message: '' },
    ],
  })
  assert.equal(
    xml,
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="4" failures="1" errors="1" skipped="1">
  <testsuite name="load GET http://a/?b&amp;c" tests="4" failures="1" errors="1" skipped="1" time="1.500">
    <testcase classname="load GET http://a/?b&amp;c" name="p99&lt;200">
      <system-out>p99 is 12 ms.</system-out>
    </testcase>
    <testcase classname="load GET http://a/?b&amp;c" name="p50&lt;1">
      <failure message="FAIL: &quot;1&quot; &gt; 0"/>
    </testcase>
    <testcase classname="load GET http://a/?b&amp;c" name="measurement">
      <error message="a&#10;b \ufffd \ufffd"/>
    </testcase>
    <testcase classname="load GET http://a/?b&amp;c" name="rps&gt;1">
      <skipped message=""/>
    </testcase>
  </testsuite>
</testsuites>
`,
  )
})

const gate = { gate: 'p50<5', value: 1, interval: null, reason: 'p50 is 1 ms.' }
const outcomes = (verdict: LoadResult['verdict'], code: string, of: LoadResult['verdict']) => {
  const reasons = code === '' ? [] : [{ code, message: 'why' }]
  const gates = [{ ...gate, verdict: of }]
  const result = { verdict, reasons, gates, targets: [], durationMs: 1 } as unknown as LoadResult
  return [...loadJunit(result).matchAll(/<(system-out|failure|error|skipped)\b/g)].map((match) => match[1])
}

test.each([
  ['all is well', 'PASS', '', 'PASS', ['system-out', 'system-out']],
  ['a gate fails', 'FAIL', 'gate-failed', 'FAIL', ['system-out', 'failure']],
  ['a gate is not decided', 'INCONCLUSIVE', 'gate-undecided', 'INCONCLUSIVE', ['system-out', 'failure']],
  ['the candidate fails', 'FAIL', 'candidate-fails', 'PASS', ['failure', 'system-out']],
  ['the measurement is no good', 'INVALID', 'client-saturated', 'PASS', ['error', 'skipped']],
] as const)('a load test as test cases: %s', (_, verdict, code, of, expected) => {
  assert.deepEqual(outcomes(verdict, code, of), expected)
})
