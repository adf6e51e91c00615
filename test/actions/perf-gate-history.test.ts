import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { bundleActions } from '../support/bundled-action.ts'
import { runPerfGate } from '../support/perf-gate.ts'
import { freePort } from '../support/port.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

beforeAll(bundleActions, 300_000)

const port = await freePort()
const url = `http://127.0.0.1:${port}/orders`
const start = `PORT=${port} node ${process.cwd()}/examples/shop/server.mjs`
const base = { url, start, duration: '1s', concurrency: '4', history: 'kept/runs.jsonl' }

function pullRequest(sha: string) {
  return { name: 'pull_request', payload: { pull_request: { number: 7, base: { sha }, head: { sha } } } }
}

describe.skipIf(!k6)('perf-gate, with the real k6', () => {
  test('keeps what each run has measured, shows the last ones, and compares with a run that was saved', async () => {
    const workspace = temporaryFolder()
    const first = await runPerfGate({ with: { ...base, gates: 'success>90%' }, port, workspace })
    assert.equal(first.code, 0, first.log)
    assert.match(first.summary, /This is the first run that the history keeps of it\./)
    const [saved] = JSON.parse(readFileSync(first.outputs.report ?? '', 'utf8')).results
    writeFileSync(`${workspace}/baseline.json`, JSON.stringify(saved))

    const event = pullRequest('d'.repeat(40))
    const given = { ...base, gates: 'p50<1\nsuccess>=base*0.9', compare: 'baseline.json' }
    const second = await runPerfGate({ with: given, port, workspace, event })
    assert.deepEqual([second.code, second.outputs.verdict], [1, 'FAIL'], second.log)
    assert.match(second.summary, /Compared with a saved run:[\s\S]*\| success \|/)
    const [comment] = second.double.shop.comments
    const rows = [
      ...(comment?.body ?? '').matchAll(/^\| \d{4}-\d\d-\d\d \d\d:\d\d \| (\w{7}) \| (\w+) \| \S+ ms \| 100\.00% \|/gm),
    ]
    assert.deepEqual(
      rows.map(([, commit, verdict]) => [commit, verdict]),
      [
        ['ccccccc', 'PASS'],
        ['ddddddd', 'FAIL'],
      ],
      comment?.body,
    )
    const lines = readFileSync(`${workspace}/${base.history}`, 'utf8').trimEnd().split('\n')
    assert.equal(lines.length, 2)
    assert.equal(JSON.parse(lines[0] ?? '').p99Ms, saved.targets[0].latencyMs.p99)
    assert.equal(JSON.parse(lines[1] ?? '').target, `GET ${url}`)
  })
})

test('a history of something else is a mistake before anything starts, and stays as it is', async () => {
  const workspace = temporaryFolder({ 'notes.md': '# Notes\n' })
  const { code, log, outputs } = await runPerfGate({ with: { ...base, history: 'notes.md' }, port, workspace })
  assert.deepEqual([code, outputs.verdict], [2, 'error'])
  assert.match(log, /notes\.md:1 is not a run of the performance gate/)
  assert.doesNotMatch(log, /Waiting for/)
  assert.equal(readFileSync(`${workspace}/notes.md`, 'utf8'), '# Notes\n')
})
