import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeEach, describe, test } from 'vitest'
import { migrateResultSchema } from '../../src/commands/migrate-result.ts'
import { startPostgres } from '../support/postgres-server.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const server = await startPostgres()
afterAll(() => server.stop())

const pair = {
  '1_users.sql':
    "BEGIN;\nCREATE TABLE users (id int PRIMARY KEY, email text);\nINSERT INTO users VALUES (1, 'a'), (2, 'b');\nCOMMIT;",
  '1_users_rollback.sql': 'DROP TABLE users;',
  '2_index.sql':
    'CREATE INDEX CONCURRENTLY users_email ON users (email);\n\nBEGIN;\nALTER TABLE users ADD age int;\nCOMMIT;',
  '2_index_rollback.sql': 'ALTER TABLE users DROP age;\nDROP INDEX CONCURRENTLY users_email;',
}

describe('db migrate', () => {
  const { url, exec, ask, facts } = server
  beforeEach(() => exec('DROP SCHEMA IF EXISTS backwright CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public'))

  const db = async (command: string, folder: string, ...flags: readonly string[]) => {
    const { code, stdout } = await runCli('db', command, '--connection', url, '--dir', folder, ...flags, '--json')
    const document = JSON.parse(stdout)
    return document.error ? { code, ...document } : { code, ...migrateResultSchema.parse(document) }
  }
  /** How many parts of a migration the database says are done. */
  const done = async () => Number(await ask('SELECT coalesce(max(done), 0) FROM backwright.migration').catch(() => 0))
  const names = (list: readonly { version: string }[]) => list.map(({ version }) => version)

  test('goes there and back, and says what each statement locked', async () => {
    const folder = temporaryFolder(pair)
    const empty = await facts()
    assert.deepEqual(names((await db('status', folder)).pending), ['1', '2'])
    const up = await db('migrate', folder)
    assert.deepEqual([up.code, names(up.applied), up.pending, up.state], [0, ['1', '2'], [], 'clean'])
    assert.deepEqual(up.applied[1].statements[1].locks, [{ mode: 'AccessExclusiveLock', object: 'public.users' }])
    assert.equal(up.applied[0].statements[1].rows, 2)
    assert.deepEqual((await db('migrate', folder)).applied, [])
    assert.deepEqual(names((await db('rollback', folder)).applied), ['2'])
    assert.deepEqual(names((await db('rollback', folder, '--steps', '5')).applied), ['1'])
    assert.equal(await facts(), empty)
  })

  test('stops at a version, and goes back to one', async () => {
    const folder = temporaryFolder(pair)
    assert.deepEqual(names((await db('migrate', folder, '--to', '1')).applied), ['1'])
    await db('migrate', folder)
    assert.deepEqual(names((await db('rollback', folder, '--to', '1')).applied), ['2'])
    assert.equal((await db('migrate', folder, '--to', '3')).error.code, 'bad-option')
  })

  test.each([
    ['in a transaction that is undone', { '1_a.sql': 'CREATE TABLE a (id int);' }, 'rolled-back'],
    ['on a copy, when something cannot be undone', pair, 'copy'],
  ])('is tried %s', async (_, files, where) => {
    const folder = temporaryFolder(files)
    const before = await facts()
    const { ran, applied, pending } = await db('migrate', folder, '--dry-run')
    assert.deepEqual([ran, applied.length, pending.length], [where, pending.length, pending.length])
    assert.equal(await facts(), before)
    assert.deepEqual(names((await db('migrate', folder)).applied), names(applied))
  })

  test('undoes the transaction of a statement that is refused, and goes on from there when it is mended', async () => {
    const folder = temporaryFolder({
      '1_a.sql': 'CREATE TABLE a (id int);',
      '2_b.sql':
        'BEGIN;\nCREATE TABLE b (id int);\nCOMMIT;\nBEGIN;\nCREATE TABLE c (id int);\nCREATE TABLE a (id int);\nCOMMIT;',
    })
    const { code, error } = await db('migrate', folder)
    assert.deepEqual([code, error.code, error.file, error.line], [2, 'migration-failed', `${folder}/2_b.sql`, 6])
    const status = await db('status', folder)
    assert.deepEqual([status.code, status.state, names(status.pending)], [1, 'interrupted', ['2']])
    writeFileSync(
      `${folder}/2_b.sql`,
      'BEGIN;\nCREATE TABLE b (id int);\nCOMMIT;\nBEGIN;\nCREATE TABLE c (id int);\nCOMMIT;',
    )
    assert.deepEqual(names((await db('migrate', folder)).applied), ['2'])
    assert.match(await facts(), /"kind":"table","schema":"public","name":"c"/)
  })

  test('drops the invalid index of a build that failed, and builds it when the rows fit', async () => {
    const folder = temporaryFolder({ '1_a.sql': 'CREATE UNIQUE INDEX CONCURRENTLY one_each ON t (a);' })
    await exec('CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)')
    assert.equal((await db('migrate', folder)).error.code, 'migration-failed')
    assert.doesNotMatch(await facts(), /one_each/)
    await exec('DELETE FROM t')
    assert.equal((await db('migrate', folder)).code, 0)
    assert.match(await facts(), /CREATE UNIQUE INDEX one_each/)
  })

  test('touches nothing when an applied file was changed or is gone, and applies a late one', async () => {
    const folder = temporaryFolder({ '1_a.sql': 'CREATE TABLE a (id int);', '3_c.sql': 'CREATE TABLE c (id int);' })
    await db('migrate', folder)
    writeFileSync(`${folder}/2_b.sql`, 'CREATE TABLE b (id int);')
    const late = await db('migrate', folder)
    assert.deepEqual([late.code, names(late.applied)], [0, ['2']])
    writeFileSync(`${folder}/1_a.sql`, 'CREATE TABLE a (id bigint);')
    writeFileSync(`${folder}/4_d.sql`, 'CREATE TABLE d (id int);')
    rmSync(`${folder}/3_c.sql`)
    const { code, state, applied, drift } = await db('migrate', folder)
    assert.deepEqual([code, state, applied], [1, 'drifted', []])
    assert.deepEqual(drift.map(({ kind }: { kind: string }) => kind).sort(), ['changed', 'missing'])
  })

  test('is done once when two run at once', async () => {
    const folder = temporaryFolder({ '1_a.sql': 'CREATE TABLE a (id int); SELECT pg_sleep(1);' })
    const both = await Promise.all([db('migrate', folder), db('migrate', folder)])
    assert.deepEqual(
      both.map(({ code }) => code),
      [0, 0],
    )
    assert.deepEqual(
      both.flatMap(({ applied }) => names(applied)),
      ['1'],
    )
  })

  test('lets others go on while it waits for a lock, and comes back for it', async () => {
    const folder = temporaryFolder({ '1_a.sql': 'ALTER TABLE t ADD b int;' })
    await exec('CREATE TABLE t (a int)')
    const holder = await server.hold('BEGIN; LOCK TABLE t')
    const held = sleep(2500).then(() => holder.end())
    const { code } = await db('migrate', folder, '--lock-timeout', '200')
    assert.equal(code, 0)
    await held
  })

  test('one file is applied and taken for itself', async () => {
    const folder = temporaryFolder(pair)
    const { code, stdout } = await runCli('db', 'migrate', `${folder}/1_users.sql`, '--connection', url, '--json')
    assert.deepEqual([code, names(JSON.parse(stdout).applied)], [0, ['1']])
    assert.deepEqual(names((await db('status', folder)).pending), ['2'])
  })

  test('a migration without a way back says so', async () => {
    const folder = temporaryFolder({ '1_a.sql': 'CREATE TABLE a (id int);' })
    await db('migrate', folder)
    assert.equal((await db('rollback', folder)).error.code, 'no-rollback')
  })

  test('is finished by the next run when its process was killed', async () => {
    const steps = Array.from(
      { length: 6 },
      (_, index) =>
        `BEGIN;\nCREATE TABLE t${index} (id int);\nSELECT pg_sleep(0.3);\nCOMMIT;\nCREATE INDEX CONCURRENTLY i${index} ON t${index} (id);`,
    )
    const folder = temporaryFolder({ '1_many.sql': steps.join('\n') })
    const bin = join(process.cwd(), 'dist/src/cli/bin.js')
    for (const parts of [3, 8]) {
      await exec('DROP SCHEMA IF EXISTS backwright CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public')
      const child = spawn(process.execPath, [bin, 'db', 'migrate', '--connection', url, '--dir', folder])
      while ((await done()) < parts && child.exitCode === null) await sleep(5)
      child.kill('SIGKILL')
      if (child.exitCode === null) await once(child, 'exit')
      assert.equal((await db('status', folder)).state, 'interrupted', `killed after ${parts} parts`)
      const { code, state } = await db('migrate', folder)
      assert.deepEqual([code, state], [0, 'clean'], `killed after ${parts} parts`)
      const valid = await ask(
        "SELECT count(*) FROM pg_index x JOIN pg_class c ON c.oid = indexrelid WHERE indisvalid AND relname ~ '^i[0-9]'",
      )
      assert.equal(valid, '6')
    }
  })
})

test.each([
  ['no connection', ['db', 'migrate'], 'bad-option'],
  ['a connection of another kind', ['db', 'migrate', '--connection', 'mysql://x'], 'bad-option'],
  [
    'a server that does not answer',
    ['db', 'status', '--connection', 'postgres://a:b@127.0.0.1:1/x', '--dir', 'examples/db'],
    'no-connection',
  ],
  [
    'a folder without migrations',
    ['db', 'status', '--connection', 'postgres://a:b@127.0.0.1:1/x', '--dir', 'docs'],
    'empty-input',
  ],
])('%s is a mistake with a code', async (_, argv, code) => {
  const { code: exit, stdout } = await runCli(...argv, '--json')
  assert.equal(exit, 2)
  assert.equal(JSON.parse(stdout).error.code, code)
})
