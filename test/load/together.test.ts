import assert from 'node:assert/strict'
import { test } from 'vitest'
import { runCli } from '../support/run-cli.ts'

const address = 'http://127.0.0.1/'
const spec = [address, '--spec', 'openapi.yaml']
const script = ['--script', 'checkout.ts']
const limit = [address, '--expect-rate-limit']
const operator = ['--on', 'k6-operator', '-o', 'deploy']

test.each([
  [
    'operations and a segment',
    [...spec, '--segment', '1/3'],
    /cannot be cut into segments.*Leave out --segment or --spec\./,
  ],
  ['operations in Kubernetes', [...spec, ...operator], /cannot be cut into segments.*Leave out --on or --spec\./],
  [
    'a comparison and a segment',
    [address, address, '--compare', '--segment', '1/3'],
    /Leave out --segment or --compare\./,
  ],
  ['a comparison in Kubernetes', [address, address, '--compare', ...operator], /Leave out --on or --compare\./],
  ['a rate limit and operations', [...limit, '--spec', 'openapi.yaml'], /is a run of its own.* Leave --spec out\./],
  ['a rate limit and an operation', [...limit, '--operation', 'list'], /are about a document\. Name it with --spec\./],
  ['a rate limit and a warm-up', [...limit, '--warmup', '5'], /Leave --warmup out\./],
  ['a rate limit in Kubernetes', [...limit, ...operator, '--headers-from', 'keys'], /Leave --on, --headers-from out\./],
  ['a rate limit of nothing', ['--expect-rate-limit'], /Nothing is named to be loaded/],
  ['a script and a rate limit', [...script, '--expect-rate-limit'], /--expect-rate-limit means nothing to a script/],
  ['a script and another client', [...script, '--as-client', 'A: b'], /--as-client means nothing to a script/],
  ['a script and a document', [...script, '--spec', 'openapi.yaml'], /--spec means nothing to a script/],
  ['a script and a segment', [...script, '--segment', '1/3'], /here and as a whole\. Leave --segment out\./],
  ['a script in Kubernetes', [...script, ...operator], /here and as a whole\. Leave --on out\./],
  ['a script and half of Kubernetes', [...script, '--headers-from', 'keys'], /Leave --headers-from out\./],
] as const)('%s do not go together, which is said before anything runs', async (_, argv, message) => {
  const { code, stdout } = await runCli('load', ...argv, '--json')
  const { error } = JSON.parse(stdout)
  assert.deepEqual([code, error.code], [2, 'bad-option'])
  assert.match(error.message, message)
})
