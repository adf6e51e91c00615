import assert from 'node:assert/strict'
import { cpSync, readFileSync } from 'node:fs'
import { beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { findAct, runWorkflow } from '../support/act.ts'
import { bundleActions } from '../support/bundled-action.ts'
import { type GitRepository, gitRepository } from '../support/git-repository.ts'
import { type GitHubDouble, github } from '../support/github/double.ts'
import { freePort, isFree } from '../support/port.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const act = findAct()
if (!act) console.warn('skipped: there is no act, and no Go to build it with; set ACT_BIN')
const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

/** For machines that are busy: a run starts PostgreSQL several times. */
const patienceMs = 300_000

beforeAll(() => act && bundleActions(), patienceMs)

/** A repository of a user who has copied our example workflows, with the built actions beside them. */
function shop(): GitRepository {
  const repository = gitRepository()
  for (const path of ['.github/workflows', 'examples/shop']) {
    cpSync(path, `${repository.folder}/${path}`, { recursive: true })
  }
  for (const name of ['schema-review', 'perf-gate']) {
    for (const part of ['action.yml', 'dist']) {
      cpSync(`actions/${name}/${part}`, `${repository.folder}/actions/${name}/${part}`, { recursive: true })
    }
  }
  repository.commit({})
  repository.git('remote', 'add', 'origin', 'https://github.com/octo/shop')
  return repository
}

function pullRequest(base: string, head: string) {
  const payload = {
    number: 7,
    pull_request: { number: 7, base: { sha: base, ref: 'main' }, head: { sha: head, ref: 'topic' } },
  }
  return { name: 'pull_request', payload }
}

describe.skipIf(!act)('the example workflow of schema-review, run by act', { timeout: patienceMs }, () => {
  const schema = readFileSync('examples/shop/schema.sql', 'utf8')
  const tags = 'CREATE TABLE tags (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);\n'

  test('posts the proved pair as one comment, updates it in place, and annotates', async () => {
    const repository = shop()
    const base = repository.git('rev-parse', 'HEAD')
    const double = await github()
    const review = (head: string) =>
      runWorkflow({
        act: act ?? '',
        repository: repository.folder,
        workflow: 'schema-review.yml',
        event: pullRequest(base, head),
        apiUrl: double.url,
        scratch: temporaryFolder(),
      })

    const first = await review(repository.commit({ 'examples/shop/schema.sql': `${schema}${tags}` }))
    assert.equal(first.code, 0, first.log)
    const scripts = [...(double.shop.comments[0]?.body ?? '').matchAll(/^```sql\n([\s\S]*?)\n```$/gm)].map(
      ([, sql]) => sql,
    )
    assert.equal(scripts.length, 2)
    assert.match(scripts[0] ?? '', /CREATE TABLE "public"\."tags"/)
    assert.match(scripts[1] ?? '', /DROP TABLE "public"\."tags"/)
    assert.match(first.log, /::warning title=unindexed-foreign-key,file=examples\/shop\/schema.sql,line=13::/)
    assert.match(first.log, /\| verdict: proved, findings: 1, hazards: 0/)
    assert.match(first.log, /\| CREATE TABLE "public"\."tags"/)

    const second = await review(
      repository.commit({ 'examples/shop/schema.sql': schema.replace('email text', 'mail text') }),
    )
    assert.equal(second.code, 1, second.log)
    assert.match(second.log, /::error title=data-loss,file=examples\/shop\/schema.sql/)
    assert.equal(double.shop.comments.length, 1)
    assert.match(double.shop.comments[0]?.body ?? '', /data-loss/)
    assert.deepEqual(double.violations, [])
  })
})

describe.skipIf(!act || !k6)('the example workflow of perf-gate, run by act', { timeout: patienceMs }, () => {
  let repository: GitRepository
  let port: number
  const gate = async (
    double: GitHubDouble,
    event: { readonly name: string; readonly payload: object },
    delayMs: number,
  ) => {
    const result = await runWorkflow({
      act: act ?? '',
      repository: repository.folder,
      workflow: 'perf-gate.yml',
      event,
      apiUrl: double.url,
      environment: { PORT: String(port), DELAY_MS: String(delayMs) },
      scratch: temporaryFolder(),
    })
    assert.ok(await isFree(port), 'the service is gone after the run')
    assert.deepEqual(double.violations, [])
    return result
  }

  test('passes and fails a pull request by its gates, in one comment', async () => {
    port = await freePort()
    repository = shop()
    shorten(repository, port)
    const double = await github()
    const head = repository.git('rev-parse', 'HEAD')
    const passed = await gate(double, pullRequest(head, head), 5)
    assert.equal(passed.code, 0, passed.log)
    assert.match(passed.log, /\| verdict: PASS, p99: \d+\.\d\d ms, successful: 100\.00 %/)
    assert.match(double.shop.comments[0]?.body ?? '', /### ✅ Performance gate: PASS/)

    const failed = await gate(double, pullRequest(head, head), 400)
    assert.equal(failed.code, 1, failed.log)
    assert.match(failed.log, /::error title=gate-failed::p95<200 does not hold/)
    assert.match(failed.log, /Listening on http:\/\/127\.0\.0\.1/)
    assert.equal(double.shop.comments.length, 1)
    assert.match(double.shop.comments[0]?.body ?? '', /### ❌ Performance gate: FAIL/)
  })

  test('opens an issue when a scheduled run fails, and the next that passes closes it', async () => {
    port = await freePort()
    repository = shop()
    shorten(repository, port)
    const double = await github()
    const schedule = { name: 'schedule', payload: { schedule: '17 3 * * *' } }
    const failed = await gate(double, schedule, 400)
    assert.equal(failed.code, 1, failed.log)
    const state = () => double.shop.issues.map((issue) => [issue.title, issue.state])
    assert.deepEqual(state(), [['Performance gate: the scheduled run fails', 'open']])
    assert.match(failed.log, /set-output:: issue-url=https:\/\/github.com\/octo\/shop\/issues\/1/)
    const passed = await gate(double, schedule, 5)
    assert.equal(passed.code, 0, passed.log)
    assert.deepEqual(state(), [['Performance gate: the scheduled run fails', 'closed']])
    assert.deepEqual(double.shop.comments, [])
  })
})

/** The example on a port that is free here, and for four seconds, which is all that differs. */
function shorten(repository: GitRepository, port: number): void {
  const name = '.github/workflows/perf-gate.yml'
  const text = readFileSync(name, 'utf8')
  const changed = text.replace('127.0.0.1:3000', `127.0.0.1:${port}`).replace('duration: 60s', 'duration: 4s')
  assert.notEqual(changed, text)
  repository.commit({ [name]: changed })
}
