import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import { generators } from '../../generators/all.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const from = 'CREATE TABLE users (id bigint PRIMARY KEY);'
const to = 'CREATE TABLE users (id bigint PRIMARY KEY, "e<m>a&il" text DEFAULT \'$$ $& "x"\');'

const failure = async (...argv: readonly string[]) => {
  const { code, stdout } = await runCli('new', ...argv, '--json')
  return { exit: code, ...JSON.parse(stdout).error }
}

describe('new migration', () => {
  test('writes the pair of db compare, names and texts as they are', async () => {
    const folder = temporaryFolder({ 'a.sql': from, 'b.sql': to })
    const sides = ['--from', `${folder}/a.sql`, '--to', `${folder}/b.sql`]
    const run = await runCli('new', 'migration', ...sides, '--name', 'x', '-o', `${folder}/m`, '--json')
    const result = JSON.parse(run.stdout)
    assert.equal(run.code, 0)
    assert.deepEqual([result.command, result.verdict, result.written], ['db compare', 'proved', true])
    assert.match(result.up.sql, /"e<m>a&il" text DEFAULT '\$\$ \$& "x"'/)
    assert.match(result.down.sql, /DROP COLUMN "e<m>a&il"/)
    assert.equal(readdirSync(`${folder}/m`).length, 2)
  })

  test('with --dry-run shows all and writes nothing, with --check fails on a difference', async () => {
    const folder = temporaryFolder({ 'a.sql': from, 'b.sql': to })
    const argv = ['new', 'migration', '--from', `${folder}/a.sql`, '--to', `${folder}/b.sql`, '-o', `${folder}/m`]
    const dry = await runCli(...argv, '--dry-run')
    assert.equal(dry.code, 0)
    assert.match(dry.stdout, /Would generate migration: .*_migration\.sql/)
    assert.equal((await runCli(...argv, '--check')).code, 1)
    assert.equal(existsSync(`${folder}/m`), false)
  })
})

describe('new api', () => {
  const spec = 'examples/openapi.yaml'
  const scaffolded = async (folder: string, ...flags: readonly string[]) => {
    const { code, stdout } = await runCli(
      'new',
      'api',
      '--spec',
      spec,
      '-f',
      'koa',
      '-o',
      `${folder}/api`,
      '--json',
      ...flags,
    )
    return { code, result: JSON.parse(stdout) }
  }

  test('writes the files of scaffold', async () => {
    const folder = temporaryFolder()
    const { code, result } = await scaffolded(folder)
    assert.deepEqual([code, result.command, result.framework, result.written], [0, 'scaffold', 'koa', true])
    await runCli('scaffold', spec, '-f', 'koa', '-o', `${folder}/same`)
    for (const { path } of result.files) {
      assert.equal(readFileSync(`${folder}/api/${path}`, 'utf8'), readFileSync(`${folder}/same/${path}`, 'utf8'), path)
    }
  })

  test('--types-only writes the types alone', async () => {
    const folder = temporaryFolder()
    const { result } = await scaffolded(folder, '--types-only')
    assert.deepEqual(result.files, [{ path: 'types.ts', owner: 'generated', action: 'created' }])
    const { result: all } = await scaffolded(temporaryFolder(), '--no-types-only', '--dry-run')
    assert.ok(all.files.length > 1)
  })

  test('--check tells a drift, --dry-run writes nothing, --force overwrites what is generated and edited', async () => {
    const folder = temporaryFolder()
    assert.deepEqual([(await scaffolded(folder, '--dry-run')).code, (await scaffolded(folder, '--check')).code], [0, 1])
    assert.equal(existsSync(`${folder}/api`), false)
    await scaffolded(folder)
    assert.equal((await scaffolded(folder, '--check')).code, 0)
    writeFileSync(`${folder}/api/index.ts`, 'edited')
    assert.equal((await scaffolded(folder)).result.error.code, 'file-conflict')
    assert.equal((await scaffolded(folder, '--force')).code, 0)
    assert.notEqual(readFileSync(`${folder}/api/index.ts`, 'utf8'), 'edited')
  })
})

describe('without a terminal', () => {
  const needy = generators.filter(({ questions }) => questions.some(({ initial }) => initial === undefined))

  test.each(needy.map(({ name, questions }) => [name, questions] as const))(
    'new %s names every flag that is missing, and opens no prompt',
    async (name, questions) => {
      const { exit, code, message } = await failure(name)
      assert.deepEqual([exit, code], [2, 'missing-answer'])
      for (const { name: flag, initial } of questions) {
        assert.equal(message.includes(`--${flag}`), initial === undefined, flag)
      }
    },
  )

  test('a half-answered generator names the other half', async () => {
    assert.match((await failure('migration', '--from', 'a.sql')).message, /give --to\./)
  })

  test.each([[[]], [['new']]])('backwright %s shows what there is, and that a command is missing', async (argv) => {
    const run = await runCli(...argv)
    assert.equal(run.code, 2)
    assert.match(run.stderr, /Commands:/)
    assert.match(run.stderr, /A command is missing/)
    assert.equal(run.stdout, '')
  })

  test('an unknown generator gets a suggestion', async () => {
    const { exit, code, message } = await failure('migratoin')
    assert.deepEqual([exit, code], [2, 'unknown-command'])
    assert.match(message, /Did you mean migration/)
  })
})

test.each([
  ['migration', ['--from', 'a', '--to', 'b', '--name', '../../etc/x'], 'bad-option', /^--name: .* is no name/],
  ['migration', ['--from', '', '--to', 'b'], 'bad-option', /^--from: An answer is needed/],
  ['migration', ['--from', 'a', '--to', 'b', '--nmae', 'x'], 'bad-option', /--nmae/],
  ['api', ['--spec', 'a.yaml', '--framework', 'expres'], 'bad-option', /Did you mean express\?/],
  ['load-test', ['--url', 'file:///etc/passwd'], 'bad-input', /^--url: file: cannot be load-tested/],
  ['load-test', ['--url', 'http://127.0.0.1', '--method', 'POS'], 'bad-option', /Did you mean POST\?/],
  ['load-test', ['--url', 'http://127.0.0.1', '--concurrency', '1e9'], 'bad-option', /from 1 to 10000/],
  ['load-test', ['--url', 'http://127.0.0.1', '--concurrency', '0'], 'bad-option', /from 1 to 10000/],
  ['load-test', ['--url', 'http://127.0.0.1', '--duration', '-1'], 'bad-option', /is not a duration/],
  [
    'load-test',
    ['--url', 'http://127.0.0.1', '--header', 'a: b\r\nc: d'],
    'bad-option',
    /^--header: The header that starts with a has the wrong form/,
  ],
  ['load-test', ['--url', 'http://127.0.0.1', '--gates', 'p99<200, p98<1'], 'bad-option', /names no metric/],
  ['load-test', ['--url', 'http://127.0.0.1', '--body', 'x'], 'bad-input', /only with --method POST/],
])('new %s %j is refused before anything runs: %s', async (name, argv, code, message) => {
  const error = await failure(name, ...argv)
  assert.deepEqual([error.exit, error.code], [2, code])
  assert.match(error.message, message)
})
