import assert from 'node:assert/strict'
import { test } from 'vitest'
import { keepIssue } from '../../actions/failure-issue.ts'
import { restGitHub } from '../../src/adapters/github/client.ts'
import { type GitHubDouble, github } from '../support/github/double.ts'

const marker = '<!-- backwright:perf-gate:api -->'

function keep(double: GitHubDouble, failing: boolean, text: string) {
  const client = restGitHub('ghs_x', { owner: 'octo', repo: 'shop', apiUrl: double.url })
  return keepIssue({ title: 'It fails', marker, body: `${marker}\n${text}`, failing }, client)
}

test('one issue is opened, kept up to date, closed, and another one opened', async () => {
  const double = await github()
  const states = () => double.shop.issues.map(({ id, state, body }) => [id, state, body.split('\n')[1]])
  assert.equal(await keep(double, false, 'fine'), undefined)
  await keep(double, true, 'p99 300')
  assert.deepEqual(states(), [[1, 'open', 'p99 300']])
  await keep(double, true, 'p99 400')
  assert.deepEqual(states(), [[1, 'open', 'p99 400']])
  await keep(double, false, 'p99 100')
  assert.deepEqual(states(), [[1, 'closed', 'p99 100']])
  const issue = await keep(double, true, 'p99 500')
  assert.equal(issue?.number, 2)
  assert.deepEqual(double.violations, [])
})
