import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { lintResultSchema } from '../../src/commands/db-lint.ts'
import { reusedScratch } from '../support/reused-scratch.ts'
import { cliOver } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const runCli = cliOver(reusedScratch())

async function lint(files: Readonly<Record<string, string>>, ...argv: readonly string[]) {
  const folder = temporaryFolder(files)
  const words = argv.map((word) => (word.startsWith('@') ? `${folder}/${word.slice(1)}` : word))
  const { code, stdout, stderr } = await runCli('db', 'lint', ...words, '--json')
  const document = JSON.parse(stdout)
  const findings =
    document.error === undefined
      ? lintResultSchema
          .parse(document)
          .findings.map(({ rule, at }) => `${at.file?.slice(folder.length + 1)}:${at.line} ${rule}`)
      : []
  return { code, document, findings, stderr, folder }
}

const timeout = "SET lock_timeout = '1s';\n"

describe('db lint', () => {
  test.each([
    ['backwright', { 'm/1_a.sql': 'CREATE INDEX ON t (a);', 'm/1_a_rollback.sql': 'DROP INDEX t_a_idx;' }],
    ['golang-migrate', { 'm/1_a.up.sql': 'CREATE INDEX ON t (a);', 'm/1_a.down.sql': 'DROP INDEX t_a_idx;' }],
  ])('reads both ways of a folder of %s', async (_, files) => {
    const { code, findings } = await lint(files, '@m')
    const [up, down] = Object.keys(files)
    assert.equal(code, 1)
    assert.deepEqual(
      findings.filter((finding) => !finding.includes('missing-lock-timeout')),
      [`${up}:1 blocking-index-build`, `${down}:1 blocking-index-drop`],
    )
  })

  test('reads both ways of one file, at their own lines', async () => {
    const file = `-- migrate:up\n${timeout}CREATE INDEX ON t (a);\n\n-- migrate:down\n${timeout}DROP INDEX t_a_idx;\n`
    const expected = ['1_a.sql:3 blocking-index-build', '1_a.sql:7 blocking-index-drop']
    assert.deepEqual((await lint({ '1_a.sql': file }, '@1_a.sql')).findings, expected)
    assert.deepEqual(
      (await lint({ 'm/1_a.sql': file }, '@m')).findings,
      expected.map((finding) => `m/${finding}`),
    )
  })

  test('what one migration makes is in use by the next one', async () => {
    const files = { 'm/1_a.sql': 'CREATE TABLE t (a int);', 'm/2_b.sql': `${timeout}CREATE INDEX ON t (a);` }
    assert.deepEqual((await lint(files, '@m')).findings, ['m/2_b.sql:2 blocking-index-build'])
  })

  test('runs the migrations of a folder one after the other on the schema before them', async () => {
    const files = {
      'schema.sql': 'CREATE TABLE t (a varchar(10));',
      'm/1_a.sql': `${timeout}ALTER TABLE t ALTER a TYPE text;`,
      'm/1_a_rollback.sql': `${timeout}ALTER TABLE t ALTER a TYPE varchar(10);`,
      'm/2_b.sql': `${timeout}ALTER TABLE t ADD COLUMN b text;`,
      'm/2_b_rollback.sql': `${timeout}ALTER TABLE t DROP COLUMN b;`,
    }
    const { findings, document } = await lint(files, '@m', '--schema', '@schema.sql')
    assert.deepEqual([findings, document.notSeen], [['m/1_a_rollback.sql:2 table-rewrite'], []])
    assert.equal(document.engine.name, 'PGlite')
  })

  test.each([
    ['error', 'CREATE TABLE t (a int);', 0],
    ['error', 'ALTER TABLE t ADD COLUMN a int;', 0],
    ['warning', 'ALTER TABLE t ADD COLUMN a int;', 1],
    ['error', 'DROP TABLE t;', 1],
    ['never', 'DROP TABLE t;', 0],
  ])('--fail-on %s: %s', async (severity, sql, code) => {
    assert.equal((await lint({ 'a.sql': sql }, '@a.sql', '--fail-on', severity)).code, code)
  })

  test.each([
    ['SQL that does not parse', { 'a.sql': 'SELECT 1;\nALTER TABEL t;' }, ['@a.sql'], 'bad-sql', 2],
    ['MySQL', { 'a.sql': 'CREATE TABLE `t` (a int);' }, ['@a.sql'], 'unsupported', 1],
    ['a file that is not there', {}, ['@a.sql'], 'missing-file', undefined],
    ['a folder without migrations', { 'm/readme.md': 'x' }, ['@m'], 'empty-input', undefined],
    [
      'a schema that does not load',
      { 'a.sql': 'SELECT 1;', 's.sql': 'CREATE TABLE t (a nothing);' },
      ['@a.sql', '--schema', '@s.sql'],
      'bad-schema',
      1,
    ],
  ])('%s is a mistake with a code and a place', async (_, files, argv, code, line) => {
    const run = await lint(files, ...argv)
    assert.deepEqual([run.code, run.document.error.code, run.document.error.line], [2, code, line])
  })

  test('tells a person the place, the reason and the page', async () => {
    const folder = temporaryFolder({ 'a.sql': 'DROP TABLE t;' })
    const { stdout } = await runCli('db', 'lint', `${folder}/a.sql`)
    assert.match(
      stdout,
      /a\.sql:1: error data-loss: What is stored in table t is lost\.\n {2}why: .*\n {2}see: {2}docs\/rules\/data-loss\.md/,
    )
  })
})
