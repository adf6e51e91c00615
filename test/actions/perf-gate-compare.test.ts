import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { bundleActions } from '../support/bundled-action.ts'
import { type GitRepository, gitRepository } from '../support/git-repository.ts'
import { type GateRun, runPerfGate, serverScript } from '../support/perf-gate.ts'
import { freePort } from '../support/port.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

beforeAll(bundleActions, 300_000)

const port = await freePort()
const url = `http://127.0.0.1:${port}/orders`
const base = { url, compare: 'base', duration: '3s', concurrency: '24', start: 'node server.mjs' }

const answering = (ms: number, status = 200) =>
  serverScript(`setTimeout(() => response.writeHead(${status}).end('[]'), ${ms})`)

function pullRequest(from: string, to: string) {
  const branch = { ref: '$(touch /tmp/pwned)`id`' }
  return {
    name: 'pull_request',
    payload: { pull_request: { number: 7, base: { sha: from, ...branch }, head: { sha: to, ...branch } } },
  }
}

/** Of a repository with two commits; looks that nothing is left behind. */
async function gate(before: string | undefined, after: string, given: Partial<GateRun> = {}) {
  const repository = gitRepository()
  const from = repository.commit(before === undefined ? { 'README.md': 'shop' } : { 'server.mjs': before })
  const to = repository.commit({ 'server.mjs': after })
  const hooked = refusingHooks(repository)
  const TMPDIR = temporaryFolder()
  const event = pullRequest(from, to)
  const place = { port, workspace: repository.folder, env: { TMPDIR } }
  const result = await runPerfGate({ event, ...place, ...given, with: { ...base, ...given.with } })
  assert.deepEqual(readdirSync(TMPDIR), [], 'the folder of the base is gone')
  assert.equal(repository.git('worktree', 'list').split('\n').length, 1, 'git has forgotten it')
  assert.ok(!existsSync(hooked), 'no hook has run')
  assert.ok(!existsSync('/tmp/pwned'))
  return { ...result, from }
}

/** What the hook makes when it runs. */
function refusingHooks({ folder }: GitRepository): string {
  const [hook, made] = [`${folder}/.git/hooks/post-checkout`, `${folder}/.git/hooked`]
  writeFileSync(hook, `#!/bin/sh\ntouch ${made}\n`, { mode: 0o755 })
  return made
}

describe.skipIf(!k6)('perf-gate on a pull request, with the real k6', () => {
  test('loads the service of the base in turns with that of the change, and fails by a gate of the base', async () => {
    const gates = 'p50<base*1.5\nsuccess>=base*0.9\np50<5s'
    const { code, outputs, summary, log, from } = await gate(answering(5), answering(60), { with: { gates } })
    assert.deepEqual([code, outputs.verdict], [1, 'FAIL'], log)
    assert.match(log, /::error title=gate-failed::p50<base\*1\.5 does not hold: p50 is \d+\.\d+ times the base/)
    assert.match(summary, /\| p50 \| .* \| worse \|/)
    assert.ok(summary.includes(`The base is commit ${from.slice(0, 7)}`), summary)
    const [{ targets, comparison }] = JSON.parse(readFileSync(outputs.report ?? '', 'utf8')).results
    assert.equal(comparison.kind, 'interleaved')
    assert.equal(targets[1].url, url)
    assert.notEqual(targets[0].url, url)
    assert.equal(outputs['p99-ms'], targets[1].latencyMs.p99.toFixed(2), 'that of the change')
  })

  test('is INVALID when the base has no such endpoint, whatever the change is like', async () => {
    const given = { gates: 'success>90%', duration: '1s' }
    const { code, outputs, summary } = await gate(answering(5, 404), answering(5), { with: given })
    assert.deepEqual([code, outputs.verdict], [5, 'INVALID'])
    assert.match(summary, /\*\*base-fails\*\* No request to GET .* succeeded, which is the base, commit [0-9a-f]{7}/)
  })

  test('leaves nothing behind when it is cancelled, and comments on nothing', async () => {
    const onLog = once((log) => log.includes('in turns'))
    const before = await gate(answering(5), answering(5), { onLog, with: { duration: '60s' } })
    assert.equal(before.code, 130)
    assert.deepEqual(before.double.shop.comments, [])

    const cancelling = `let count = 0\n${answering(5).replace('setTimeout', 'if (++count === 50) process.kill(process.ppid, "SIGINT"); setTimeout')}`
    const amid = await gate(answering(5), cancelling, { with: { duration: '60s' } })
    assert.deepEqual([amid.code, amid.outputs.verdict], [130, 'INVALID'], amid.log)
    assert.match(amid.summary, /\*\*interrupted\*\*/)
    assert.deepEqual(amid.double.shop.comments, [])
  })
})

/** Cancels the run when the log says so. */
function once(isTime: (log: string) => boolean): (log: string) => NodeJS.Signals | undefined {
  let sent = false
  return (log) => {
    if (sent || !isTime(log)) return undefined
    sent = true
    return 'SIGINT'
  }
}

describe('the service of the base', () => {
  test('that does not start makes the run INVALID, and its output is shown', async () => {
    const { code, outputs, log, summary } = await gate('console.log("no database"); process.exit(3)', answering(5))
    assert.deepEqual([code, outputs.verdict], [5, 'INVALID'], log)
    assert.match(
      summary,
      /\*\*base-not-started\*\* The service of the base, commit [0-9a-f]{7}, did not start: .*exit code 3/,
    )
    assert.match(log, /The last output of the service of the base, [0-9a-f]{7}\n::stop-commands::\S+\nno database\n/)
  })

  test('that is not there at all is told the same way, and fails nothing where nothing shall', async () => {
    const { code, outputs, summary } = await gate(undefined, answering(5), { with: { 'fail-on': 'never' } })
    assert.deepEqual([code, outputs.verdict], [0, 'INVALID'])
    assert.match(summary, /### ⚠️ Performance gate: INVALID\n\nThere was nothing to compare with/)
  })

  test('is stopped and its folder removed when the run is cancelled while it starts', async () => {
    const onLog = once((log) => (log.match(/Waiting for/g) ?? []).length === 2)
    const { code, log, double } = await gate('setInterval(() => undefined, 1000)', answering(5), { onLog })
    assert.equal(code, 130)
    assert.doesNotMatch(log, /::error/)
    assert.deepEqual(double.shop.comments, [])
  })

  test('that git does not know is a mistake before anything starts', async () => {
    const { code, log } = await gate(answering(5), answering(5), { event: pullRequest('a'.repeat(40), 'b'.repeat(40)) })
    assert.equal(code, 2)
    assert.match(log, /bad-ref.*git knows no a{40}/)
    assert.doesNotMatch(log, /Waiting for/)
  })
})
