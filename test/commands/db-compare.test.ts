import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import { compareResultSchema } from '../../src/commands/db-compare.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const users = 'CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);\n'
const orders = `${users}CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
CREATE INDEX orders_user_id_idx ON orders (user_id);\n`

describe('db compare', () => {
  test('writes a proved pair under the given name and time', async () => {
    const folder = temporaryFolder({ 'old.sql': users, 'new.sql': orders })
    const run = await runCli(
      'db',
      'compare',
      `${folder}/old.sql`,
      `${folder}/new.sql`,
      '-o',
      `${folder}/migrations`,
      '--name',
      'add_orders',
      '--timestamp',
      '20260131120000',
      '--json',
    )
    const result = compareResultSchema.parse(JSON.parse(run.stdout))
    assert.equal(run.code, 0)
    assert.equal(result.verdict, 'proved')
    assert.deepEqual(readdirSync(`${folder}/migrations`), [
      '20260131120000_add_orders.sql',
      '20260131120000_add_orders_rollback.sql',
    ])
    assert.match(readFileSync(result.up.path ?? '', 'utf8'), /CREATE INDEX orders_user_id_idx/)
    assert.match(readFileSync(result.down.path ?? '', 'utf8'), /DROP TABLE "public"."orders"/)
  })

  test('makes the first migration from nothing', async () => {
    const folder = temporaryFolder({ 'new.sql': users })
    const run = await runCli('db', 'compare', 'empty:', `${folder}/new.sql`)
    assert.equal(run.code, 0, run.stderr)
    assert.match(run.stdout, /CREATE TABLE "public"\."users"[\s\S]*DROP TABLE "public"\."users"/)
  })

  test('says that nothing changes only when the catalogs are equal', async () => {
    const folder = temporaryFolder({
      'old.sql': users,
      'new.sql': 'create table public.users (id int8, "email" TEXT not null, primary key (id));',
    })
    const run = await runCli('db', 'compare', `${folder}/old.sql`, `${folder}/new.sql`)
    assert.equal(run.code, 0)
    assert.match(run.stdout, /^No changes/)
  })

  test('a dropped column is a data-loss hazard and exit 1, unless it is allowed', async () => {
    const folder = temporaryFolder({ 'old.sql': users, 'new.sql': 'CREATE TABLE users (id bigint PRIMARY KEY);' })
    const refused = await runCli('db', 'compare', `${folder}/old.sql`, `${folder}/new.sql`)
    const allowed = await runCli('db', 'compare', `${folder}/old.sql`, `${folder}/new.sql`, '--allow', 'data-loss')
    assert.deepEqual([refused.code, allowed.code], [1, 0])
    assert.match(refused.stdout, /^Hazards fail the run\. When they are wanted: --allow data-loss$/m)
    assert.doesNotMatch(allowed.stdout, /--allow/)
  })

  test.each([
    ['a missing file', 'none.sql', 'missing-file', undefined],
    ['an empty file', 'empty.sql', 'empty-input', undefined],
    ['a file without a table', 'comment.sql', 'empty-input', undefined],
    ['SQL that does not parse', 'broken.sql', 'bad-sql', 2],
    ['SQL that PostgreSQL refuses', 'refused.sql', 'bad-schema', 2],
    ['a program to run', 'program.sql', 'unsupported', 2],
  ])('%s is a mistake with a code and a place', async (_, name, code, line) => {
    const folder = temporaryFolder({
      'old.sql': users,
      'empty.sql': '',
      'comment.sql': '-- CREATE TABLE x (id int);',
      'broken.sql': `${users}CREATE TABEL orders (id int);`,
      'refused.sql': `${users}CREATE TABLE orders (id nonsense);`,
      'program.sql': `${users}COPY users FROM PROGRAM 'cat /etc/passwd';`,
    })
    const run = await runCli('db', 'compare', `${folder}/old.sql`, `${folder}/${name}`, '-o', `${folder}/out`, '--json')
    const { error } = JSON.parse(run.stdout) as { error: { code: string; file: string; line?: number } }
    assert.equal(run.code, 2)
    assert.equal(error.code, code)
    assert.equal(error.file, `${folder}/${name}`)
    assert.equal(error.line, line)
    assert.ok(!readdirSync(folder).includes('out'), 'nothing is written')
  })

  test('a script that spoils the catalog is a mistake of the script', async () => {
    const spoil = 'SET allow_system_table_mods = on; DELETE FROM pg_class;'
    const folder = temporaryFolder({ 'old.sql': users, 'new.sql': `${users}${spoil}` })
    for (const argv of [
      ['compare', `${folder}/old.sql`, `${folder}/new.sql`],
      ['analyze', `${folder}/new.sql`],
    ]) {
      const { code, stdout } = await runCli('db', ...argv, '--json')
      assert.deepEqual([code, JSON.parse(stdout).error.code], [2, 'bad-schema'])
    }
  })

  test('a pair is never overwritten', async () => {
    const folder = temporaryFolder({ 'old.sql': users, 'new.sql': orders, 'm/20260131120000_x_rollback.sql': 'mine' })
    const run = await runCli(
      'db',
      'compare',
      `${folder}/old.sql`,
      `${folder}/new.sql`,
      '-o',
      `${folder}/m`,
      '--name',
      'x',
      '--timestamp',
      '20260131120000',
    )
    assert.equal(run.code, 2)
    assert.match(run.stderr, /exists already/)
    assert.deepEqual(readdirSync(`${folder}/m`), ['20260131120000_x_rollback.sql'])
  })
})
