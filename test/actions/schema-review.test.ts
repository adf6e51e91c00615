import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, test } from 'vitest'
import { bareAction, bundleActions } from '../support/bundled-action.ts'
import { type GitRepository, gitRepository } from '../support/git-repository.ts'
import { type GitHubDouble, github } from '../support/github/double.ts'
import type { ShopState } from '../support/github/shop.ts'
import { runBundledAction } from '../support/run-action.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const users = 'CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);\n'
const orders = `${users}
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users
);
`

const bot = 'github-actions[bot]'
const marker = '<!-- backwright:schema-review:db-schema.sql -->'

beforeAll(bundleActions, 300_000)

interface Run {
  readonly repository: GitRepository
  readonly double: GitHubDouble
  readonly with?: Readonly<Record<string, string>>
  readonly event?: { readonly name: string; readonly payload: object }
  readonly token?: string
}

function run({ repository, double, with: given = {}, event, token = 'ghs_x' }: Run) {
  const head = repository.git('rev-parse', 'HEAD')
  const base = repository.git('rev-parse', 'HEAD~1')
  const payload = { pull_request: { number: 7, base: { sha: base }, head: { sha: head } } }
  return runBundledAction({
    action: bareAction('schema-review'),
    workspace: repository.folder,
    temporary: temporaryFolder(),
    with: { schema: 'db/schema.sql', ...given },
    event: event ?? { name: 'pull_request', payload },
    repository: 'octo/shop',
    apiUrl: double.url,
    token,
  })
}

function change(from: string | undefined, to: string): GitRepository {
  const repository = gitRepository()
  repository.commit({ 'README.md': 'shop', ...(from !== undefined && { 'db/schema.sql': from }) })
  repository.commit({ 'db/schema.sql': to })
  return repository
}

describe('a pull request that changes the schema', () => {
  test('gets the proved pair in a comment, files, outputs, and annotations where the findings are', async () => {
    const repository = change(users, orders)
    const double = await github()
    const { code, outputs, summary, annotations, log } = await run({ repository, double })
    assert.equal(code, 0, log)
    assert.deepEqual(double.violations, [])

    const body = double.shop.comments[0]?.body ?? ''
    const scripts = [...body.matchAll(/^```sql\n([\s\S]*?)\n```$/gm)].map((match) => match[1] ?? '')
    assert.equal(scripts.length, 2)
    assert.match(scripts[0] ?? '', /CREATE TABLE "public"\."orders"/)
    assert.match(scripts[1] ?? '', /DROP TABLE "public"\."orders"/)
    assert.equal(readFileSync(outputs.up ?? '', 'utf8').trim(), scripts[0])
    assert.equal(readFileSync(outputs.down ?? '', 'utf8').trim(), scripts[1])

    const { verdict, findings, hazards } = outputs
    assert.deepEqual({ verdict, findings, hazards }, { verdict: 'proved', findings: '1', hazards: '0' })
    assert.equal(outputs['comment-url'], 'https://github.com/octo/shop/pull/7#issuecomment-1')
    assert.match(summary, /unindexed-foreign-key/)
    assert.deepEqual(annotations[0]?.properties, { title: 'unindexed-foreign-key', file: 'db/schema.sql', line: '5' })
  })

  test('that takes the change back clears its comment', async () => {
    const double = await github({ comments: [{ author: bot, body: `${marker}\n### the pair` }] })
    const { code, outputs, log } = await run({ repository: change(users, users), double })
    assert.equal(code, 0, log)
    assert.equal(outputs.verdict, 'equal')
    assert.match(double.shop.comments[0]?.body ?? '', /The schema is as it was before/)
    assert.equal(double.shop.comments.length, 1)
    assert.deepEqual(double.violations, [])
  })

  test('may have several schemas, each with its own pair, a file that it brings compared with nothing', async () => {
    const repository = gitRepository()
    repository.commit({ 'b/schema.sql': orders })
    repository.commit({ 'a/schema.sql': users, 'b/schema.sql': orders.replace(', email text NOT NULL', '') })
    const double = await github()
    double.fail({ operation: 'issues/create-comment', status: 403 })
    const given = { schema: 'a/schema.sql\n./b/schema.sql' }
    const { outputs, code, log, annotations, summary } = await run({ repository, double, with: given })
    const [a = '', b = ''] = (outputs.up ?? '').split('\n').map((path) => readFileSync(path, 'utf8'))
    assert.match(a, /CREATE TABLE "public"\."users"/)
    assert.match(b, /DROP COLUMN "email"/)

    assert.deepEqual([code, outputs.hazards, outputs.findings], [1, '1', '1'])
    assert.match(log, /::error title=data-loss,file=b\/schema.sql,line=1::/)
    assert.match(log, /::error::Schema review: .* The review fails: 1 hazard that is not allowed \(data-loss\)\./)
    assert.match(summary, /DROP COLUMN/)
    assert.ok(annotations.some(({ message }) => /The token may not comment here/.test(message)))
  })
})

test('what the schema lacked before fails nothing, and stands apart from what the change brings', async () => {
  const log = 'CREATE TABLE log (line text);\n'
  const brings = `${orders.replace('\n', `\n${log}`)}CREATE TABLE more (line text);`
  const before = await github()
  const old = await run({
    repository: change(`${orders}${log}`, `${orders}${log}CREATE INDEX ON orders (user_id);`),
    double: before,
  })
  assert.equal(old.code, 0, old.log)
  assert.match(before.shop.comments[0]?.body ?? '', /### ✅ Schema review passed: the migration is proved both ways\n/)
  assert.match(
    before.shop.comments[0]?.body ?? '',
    /from before this change[^|]*\| rule \| finding \| line \|[^#]*missing-primary-key/,
  )
  assert.ok(!old.annotations.some(({ properties }) => properties.title === 'missing-primary-key'))

  const after = await github()
  const { code, outputs } = await run({ repository: change(`${orders}${log}`, brings), double: after })
  const body = after.shop.comments[0]?.body ?? ''
  assert.deepEqual([code, outputs.verdict], [1, 'proved'])
  assert.match(
    body,
    /### ❌ Schema review failed: 1 new finding of severity error or worse \\\(missing-primary-key\\\)/,
  )
  assert.match(body, /New findings in the schema[\s\S]*more[\s\S]*from before this change[\s\S]*log/)
})

test('a comment in the SQL cannot break out of the review', async () => {
  const nasty = '`````js\n</details><img src=x onerror=alert(1)> @octo/everyone <!-- '
  const schema = `${users}COMMENT ON TABLE users IS '${nasty}'; CREATE TABLE "<b>@ann |#1" (x int);`
  const double = await github()
  const { code, log } = await run({ repository: change(users, schema), double })
  assert.equal(code, 1, log)
  const outside = prose(double.shop.comments[0]?.body)
  assert.doesNotMatch(outside, /onerror|(?<!\\)<b|@ann/)
  assert.match(outside, /\\<b\\>@\u200Bann \\\|\\#\u200B1/)
})

test('GitHub being down fails nothing', async () => {
  const double = await github()
  for (const operation of ['issues/list-comments', 'issues/create-comment']) double.fail({ operation, status: 502 })
  const folder = temporaryFolder()
  const { code, log } = await run({ repository: change(users, orders), double, with: comment(lie('fine'), folder) })
  assert.equal(code, 0, log)
  assert.match(log, /The comment could not be made/)
})

describe('the mistakes of a user', () => {
  test.each<[string, Partial<Run>, string, RegExp]>([
    ['no such file', { with: { schema: 'db/none.sql' } }, 'missing-file', /Cannot read db\/none.sql/],
    ['a path outside', { with: { schema: '../x.sql' } }, 'bad-input', /leaves the repository/],
    ['no schema', { with: { schema: '' } }, 'bad-input', /The input schema is missing/],
    ['a base that is no commit', { with: { base: 'nope' } }, 'bad-ref', /git knows no nope/],
    ['a base that is an option', { with: { base: '--upload-pack=x' } }, 'bad-input', /The input base is wrong/],
    ['an unknown word', { with: { 'fail-on': 'errors' } }, 'bad-input', /one of error, warning, never/],
    ['an event without a base', { event: { name: 'schedule', payload: {} } }, 'no-baseline', /Set the input base/],
    ['a comment without a report', { with: { mode: 'comment' } }, 'bad-input', /The input report is missing/],
    [
      'a comment without a token',
      { with: { mode: 'comment', report: 'x', token: '' }, token: '' },
      'no-token',
      /no token/,
    ],
  ])('%s', async (_, options, errorCode, sentence) => {
    const double = await github()
    const { code, log, summary } = await run({ repository: change(users, orders), double, ...options })
    assert.equal(code, 2, log)
    assert.match(log, sentence)
    assert.match(log, new RegExp(`^::error.*\\(${errorCode}\\)|^::error title=${errorCode}`, 'm'))
    assert.notEqual(summary, '')
    assert.deepEqual(double.shop.comments, [])
  })

  test('broken SQL is annotated at its line, and takes the place of the pair in the comment', async () => {
    const repository = change(users, `${users}\nCREATE TABEL x (id int);`)
    const double = await github({ comments: [{ author: bot, body: `${marker}\n### the pair` }] })
    const { code, annotations, outputs } = await run({ repository, double })
    assert.equal(code, 2)
    assert.equal(outputs.verdict, 'error')
    assert.deepEqual(annotations[0]?.properties, { title: 'bad-sql', file: 'db/schema.sql', line: '3' })
    assert.match(double.shop.comments[0]?.body ?? '', /syntax error/)
    assert.doesNotMatch(double.shop.comments[0]?.body ?? '', /the pair/)
  })
})

describe('a shallow clone', () => {
  test('fetches the base from origin', async () => {
    const origin = change(users, orders)
    origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true')
    const base = origin.git('rev-parse', 'HEAD~1')
    const clone = gitRepository()
    clone.git('fetch', '--quiet', '--depth=1', `file://${origin.folder}`, 'main')
    clone.git('reset', '--quiet', '--hard', 'FETCH_HEAD')
    clone.git('remote', 'add', 'origin', `file://${origin.folder}`)
    const head = clone.git('rev-parse', 'HEAD')
    const payload = { pull_request: { number: 7, base: { sha: base }, head: { sha: head } } }
    const result = await runBundledAction({
      action: bareAction('schema-review'),
      workspace: clone.folder,
      temporary: temporaryFolder(),
      with: { schema: 'db/schema.sql' },
      event: { name: 'pull_request', payload },
      repository: 'octo/shop',
      apiUrl: (await github()).url,
      token: 'ghs_x',
    })
    assert.equal(result.outputs.verdict, 'proved', result.log)
    assert.doesNotMatch(readFileSync(result.outputs.up ?? '', 'utf8'), /"users" \(/)
  })
})

describe('a pull request from a fork, in two jobs', () => {
  const sha = 'd'.repeat(40)
  const payload = {
    workflow_run: {
      head_sha: sha,
      head_branch: 'topic',
      head_repository: { owner: { login: 'ann' } },
      pull_requests: [],
    },
  }
  const event = { name: 'workflow_run', payload }
  const pulls: ShopState['pulls'] = [{ number: 7, head: 'ann:topic', sha }]

  test('is analysed in one and commented on in the other', async () => {
    const repository = change(users, orders)
    const double = await github({ pulls })
    const { outputs } = await run({ repository, double, with: { mode: 'analyse' } })
    assert.ok(existsSync(outputs.report ?? ''))
    const made = await run({ repository, double, event, with: { mode: 'comment', report: outputs.report ?? '' } })
    assert.equal(made.code, 0, made.log)
    assert.match(double.shop.comments[0]?.body ?? '', /```sql[\s\S]*```sql/)
    assert.deepEqual(double.violations, [])
  })

  test('is not commented on when it has moved on', async () => {
    const double = await github({ pulls: [{ number: 7, head: 'ann:topic', sha: 'e'.repeat(40) }] })
    const given = comment(lie('fine'), temporaryFolder())
    const { code, log } = await run({ repository: change(users, orders), double, event, with: given })
    assert.equal(code, 0, log)
    assert.match(log, /No open pull request has this commit/)
    assert.deepEqual(double.operations, ['pulls/list'])
  })

  test('may leave a report that is none, which is refused', async () => {
    const given = comment({ schemaVersion: 1, action: 'schema-review' }, temporaryFolder())
    const { code, log } = await run({
      repository: change(users, orders),
      double: await github({ pulls }),
      event,
      with: given,
    })
    assert.equal(code, 2)
    assert.match(log, /is no report of an action/)
  })

  test('may leave a report that is a lie, which is rendered harmless', async () => {
    const double = await github({ pulls })
    const evil =
      '</summary><script>alert(1)</script> [click](https://evil.example) @octo ![x](https://evil.example/x.png)'
    const given = comment(lie(evil), temporaryFolder())
    const { code, log } = await run({ repository: change(users, orders), double, event, with: given })
    assert.equal(code, 0, log)
    const outside = prose(double.shop.comments[0]?.body)
    assert.doesNotMatch(outside, /(?<!\\)<script|:\/\/|@octo/)
  })
})

test('a pair that does not fit into a comment is not cut, but pointed to', async () => {
  const double = await github({ pulls: [{ number: 7, head: 'ann:topic', sha: 'd'.repeat(40) }] })
  const scripts = ['Migration', 'Rollback'].map((label) => {
    return { kind: 'code', label, language: 'sql', text: 'SELECT 1;\n'.repeat(10_000), file: `/tmp/${label}.sql` }
  })
  const report = { ...lie('Schema review'), sections: [{ title: 'db/schema.sql', blocks: scripts }] }
  const event = { name: 'pull_request', payload: pullRequest }
  const given = comment(report, temporaryFolder())
  const { code, log } = await run({ repository: change(users, orders), double, event, with: given })
  assert.equal(code, 0, log)
  const body = double.shop.comments[0]?.body ?? ''
  assert.ok(body.length < 65_536 && !body.includes('```'), body.slice(0, 500))
  assert.match(body, /\*\*Rollback\*\*: 10,000 lines in `\/tmp\/Rollback.sql`/)
  assert.deepEqual(double.violations, [])
})

const pullRequest = { pull_request: { number: 7, base: { sha: 'c'.repeat(40) }, head: { sha: 'd'.repeat(40) } } }

/** What is neither code, which does nothing, nor the footer, which is ours. */
function prose(body = ''): string {
  return body
    .replace(/^(`{3,})(?:sql|diff)\n[\s\S]*?\n\1$/gm, '')
    .replace(/`[^`\n]+`/g, '')
    .replace(/^<sub>.*$/m, '')
}

/** The inputs that make the comment of a report that another job has left. */
function comment(report: object, folder: string): Readonly<Record<string, string>> {
  writeFileSync(`${folder}/report.json`, JSON.stringify(report))
  return { mode: 'comment', report: `${folder}/report.json` }
}

function lie(text: string): object {
  const code = { kind: 'code', label: text, language: 'sql', text: `\`\`\`\n${text}\n`.repeat(60), file: text }
  const notes = { kind: 'notes', notes: [{ severity: 'error', title: text, message: text, docs: '../../evil.md' }] }
  const table = { kind: 'table', header: [text], rows: [[text]] }
  return {
    schemaVersion: 1,
    action: 'schema-review',
    title: text,
    verdict: { name: text, tone: 'good', sentence: text },
    noteworthy: true,
    sections: [{ title: text, blocks: [code, notes, table] }],
  }
}
