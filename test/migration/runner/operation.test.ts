import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, test } from 'vitest'
import { startPostgres } from '../../support/postgres-server.ts'
import { runCli } from '../../support/run-cli.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const server = await startPostgres()
afterAll(() => server.stop())

describe('db migrate', () => {
  const { url, exec, ask } = server
  const others: pg.Client[] = []
  beforeEach(() => exec('DROP SCHEMA IF EXISTS backwright CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public'))
  afterEach(() => Promise.all(others.splice(0).map((client) => client.end())))

  const until = async (sql: string) => {
    for (let tries = 0; (await ask(sql)) !== 't'; tries++) {
      assert.ok(tries < 300, `never: ${sql}`)
      await sleep(50)
    }
  }
  /** Another session, which holds what it has taken. */
  const hold = async (sql: string) => {
    const client = await server.hold(`${sql}; SET application_name = 'holder'`)
    others.push(client)
    return client
  }
  const db = async (command: string, folder: string, ...flags: readonly string[]) => {
    const run = await runCli('db', command, '--connection', url, '--dir', folder, ...flags, '--json')
    return { ...run, ...JSON.parse(run.stdout) }
  }

  test.each([
    ['a search_path', "SELECT pg_catalog.set_config('search_path', '', false);"],
    ['a role without rights', 'CREATE ROLE nobody_at_all; SET ROLE nobody_at_all;'],
    ['another user for the session', 'CREATE ROLE nobody_else; SET SESSION AUTHORIZATION nobody_else;'],
    [
      'settings of the output',
      "SET DateStyle = 'German'; SET bytea_output = 'escape'; SET standard_conforming_strings = off;",
    ],
    ['a lock that is given away', 'SELECT pg_advisory_unlock_all();'],
    ['a temporary table of the same name', 'CREATE TEMPORARY TABLE later (x text);'],
  ])('keeps %s from the next migration', async (_, sql) => {
    const folder = temporaryFolder({
      '1_a.sql': sql,
      '2_b.sql': 'CREATE TABLE later (id int);',
      '2_b_rollback.sql': 'DROP TABLE later;',
    })
    const { code, applied, stdout } = await db('migrate', folder)
    assert.deepEqual([code, applied?.length], [0, 2], stdout)
    assert.equal(
      await ask("SELECT tableowner FROM pg_tables WHERE schemaname = 'public' AND tablename = 'later'"),
      'admin',
    )
    assert.equal(await ask('SELECT count(*) FROM backwright.migration WHERE finished_at IS NOT NULL'), '2')
  })

  test('keeps a setting for the rest of its file, also when a run goes on in its middle', async () => {
    const folder = temporaryFolder({
      '1_a.sql':
        'CREATE SCHEMA app;\nSET search_path = app;\nBEGIN;\nCREATE TABLE a (id int);\nCOMMIT;\nBEGIN;\nSELECT 1/0;\nCOMMIT;',
    })
    assert.equal((await db('migrate', folder)).code, 2)
    writeFileSync(
      `${folder}/1_a.sql`,
      'CREATE SCHEMA app;\nSET search_path = app;\nBEGIN;\nCREATE TABLE a (id int);\nCOMMIT;\nCREATE INDEX CONCURRENTLY i ON a (id);\nCREATE TABLE b (id int);',
    )
    assert.equal((await db('migrate', folder)).code, 0)
    assert.equal(
      await ask(
        "SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_class WHERE relnamespace = 'app'::regnamespace",
      ),
      'a,b,i',
    )
    await exec('DROP SCHEMA app CASCADE')
  })

  test('does not go on with a file that was changed where it ran already', async () => {
    const folder = temporaryFolder({
      '1_a.sql': 'BEGIN;\nCREATE TABLE a (id int);\nCOMMIT;\nBEGIN;\nSELECT 1/0;\nCOMMIT;',
    })
    await db('migrate', folder)
    writeFileSync(`${folder}/1_a.sql`, 'BEGIN;\nCREATE TABLE a (id bigint);\nCOMMIT;\nBEGIN;\nSELECT 1;\nCOMMIT;')
    const { code, error } = await db('migrate', folder)
    assert.deepEqual([code, error.code], [2, 'bad-input'])
    assert.match(error.message, /The first part .* ran already/)
  })

  test('says so when a migration drops the history', async () => {
    const folder = temporaryFolder({
      '1_a.sql': 'CREATE TABLE a (id int);',
      '2_b.sql': 'DROP SCHEMA backwright CASCADE;',
    })
    const { code, error, applied } = await db('migrate', folder)
    assert.deepEqual([code, error.code, applied.length], [2, 'migration-failed', 1])
    assert.match(error.message, /backwright\.migration.*does not exist.*Done before it: 1/s)
    assert.equal(await ask('SELECT count(*) FROM backwright.migration'), '1')
  })

  test('names who has the lock, when the wait is over', async () => {
    const folder = temporaryFolder({ '1_a.sql': 'CREATE TABLE a (id int); SELECT pg_sleep(4);' })
    const first = db('migrate', folder)
    await until("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(4)' AND state = 'active')")
    const { code, error, stderr } = await db('migrate', folder, '--wait', '1')
    assert.deepEqual([code, error.code], [2, 'migration-locked'])
    assert.match(
      error.message,
      /db migrate of admin from 127\.0\.0\.1 since [\d:]+ \(pid \d+, active: `SELECT pg_sleep\(4\)`\)/,
    )
    assert.match(stderr, /Waiting up to 1 s/)
    assert.equal((await first).code, 0)
  })

  test.each([
    ['the runner', ''],
    ['the file', "BEGIN;\nSET LOCAL lock_timeout = '200ms';\nALTER TABLE t ADD b int;\nCOMMIT;"],
  ])('names who is in the way of a lock, with a limit of %s', async (_, sql) => {
    await exec('CREATE TABLE t (a int)')
    const holder = await hold('BEGIN; LOCK TABLE t;')
    const run = db(
      'migrate',
      temporaryFolder({ '1_a.sql': sql || 'ALTER TABLE t ADD b int;' }),
      '--lock-timeout',
      '300',
    )
    await sleep(1500)
    await holder.end()
    const { code, stderr } = await run
    assert.equal(code, 0)
    assert.match(stderr, /Waiting for pid \d+ \(holder, user admin, idle in transaction, in its transaction since/)
    assert.match(stderr, /a lock was not to be had in time, which had pid \d+ .*Try 2 of 6 in 0\.5 s/)
  })

  test('tries again after a deadlock', async () => {
    await exec('CREATE TABLE a (x int); CREATE TABLE b (x int)')
    // Whoever waits last finds the circle; a long patience leaves that to the run.
    const holder = await hold("SET deadlock_timeout = '20s'; BEGIN; LOCK TABLE b;")
    const sql = 'LOCK TABLE a; SELECT pg_sleep(2); LOCK TABLE b; CREATE TABLE c (x int);'
    const run = db('migrate', temporaryFolder({ '1_a.sql': sql }), '--lock-timeout', '20000')
    await until("SELECT EXISTS (SELECT FROM pg_locks WHERE granted AND relation = 'a'::regclass)")
    const circle = holder.query('LOCK TABLE a; COMMIT')
    const { code, stderr } = await run
    assert.equal(code, 0)
    await circle
    assert.match(stderr, /waited for each other.*Try 2 of 6/)
  })

  test('ends a statement that takes too long, and says what gives it more time', async () => {
    const { code, error } = await db(
      'migrate',
      temporaryFolder({ '1_a.sql': 'SELECT pg_sleep(20);' }),
      '--statement-timeout',
      '300',
    )
    assert.equal(code, 2)
    assert.match(error.message, /statement timeout.*`--statement-timeout` gives it more time/)
  })

  test('goes on after its session was ended', async () => {
    const folder = temporaryFolder({
      '1_a.sql': 'CREATE TABLE a (id int);',
      '2_b.sql': 'CREATE TABLE b (id int); SELECT pg_sleep(2);',
    })
    const run = db('migrate', folder)
    await until("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(2)' AND state = 'active')")
    await ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(2)'")
    const { code, error } = await run
    assert.deepEqual([code, error.code], [2, 'connection-lost'])
    assert.match(error.message, /Done before it: 1/)
    assert.deepEqual(
      (await db('migrate', folder)).applied.map(({ version }: { version: string }) => version),
      ['2'],
    )
  })

  test.each([
    ['SIGINT', 'CREATE TABLE b (id int); SELECT pg_sleep(30);'],
    ['SIGTERM', 'CREATE TABLE b (id int); SELECT pg_sleep(30);'],
    ['SIGINT', 'CREATE INDEX CONCURRENTLY i ON t (a);'],
  ])('cancels what it does on %s, says where it stands, and goes on later: %s', async (signal, sql) => {
    await exec('CREATE TABLE t (a int); INSERT INTO t VALUES (1)')
    const holder = await hold('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM t;')
    const folder = temporaryFolder({ '1_a.sql': 'CREATE TABLE a (id int);', '2_b.sql': sql })
    const child = spawn(process.execPath, [
      'dist/src/cli/bin.js',
      'db',
      'migrate',
      '--connection',
      url,
      '--dir',
      folder,
      '--json',
    ])
    const [output, exit] = [text(child.stdout), once(child, 'exit')]
    await until(
      "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query ~ 'pg_sleep\\(30|CREATE INDEX CONC' AND wait_event IS NOT NULL AND pid <> pg_backend_pid())",
    )
    child.kill(signal as NodeJS.Signals)
    assert.deepEqual(await exit, [130, null])
    const { error, applied, pending } = JSON.parse(await output)
    assert.equal(error.code, 'interrupted')
    assert.deepEqual([applied.length, pending.length], [1, 1])
    await holder.end()
    writeFileSync(`${folder}/2_b.sql`, sql.replace('30', '0'))
    assert.equal((await db('migrate', folder)).code, 0)
    assert.equal(await ask('SELECT count(*) FROM pg_index WHERE NOT indisvalid'), '0')
  })

  test('keeps passwords to itself', async () => {
    const folder = temporaryFolder({
      '1_a.sql': "CREATE ROLE keeper PASSWORD 'hid''den-1';\nALTER ROLE keeper PASSWORD $$hidden-2$$;",
      '2_b.sql': "CREATE ROLE keeper PASSWORD 'hidden-3';",
    })
    const { code, stdout, stderr } = await db('migrate', folder, '-v')
    assert.equal(code, 2)
    assert.doesNotMatch(stdout + stderr, /hid(?:''|')?den|s3cret/)
    await exec('DROP ROLE keeper')
  })

  test('a dry run gives its locks back when its time is up', async () => {
    const folder = temporaryFolder({ '1_a.sql': 'CREATE TABLE a (id int); SELECT pg_sleep(20);' })
    const { code, error } = await db('migrate', folder, '--dry-run', '--dry-run-limit', '500')
    assert.deepEqual([code, error.code], [2, 'migration-failed'])
    assert.match(error.message, /undone when its time was up/)
    assert.equal(await ask("SELECT to_regnamespace('backwright') IS NULL AND to_regclass('a') IS NULL"), 't')
  })

  test('a dry run does not wait long for a lock', async () => {
    await exec('CREATE TABLE t (a int)')
    await hold('BEGIN; LOCK TABLE t;')
    const { code, error } = await db(
      'migrate',
      temporaryFolder({ '1_a.sql': 'ALTER TABLE t ADD b int;' }),
      '--dry-run',
      '--lock-timeout',
      '300',
    )
    assert.deepEqual([code, error.code], [2, 'migration-failed'])
    assert.match(error.message, /In the way was pid \d+ \(holder/)
  })

  test.each([
    ['dbmate', { '1_a.sql': '-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\nDROP TABLE a;' }],
    ['goose', { '1_a.sql': '-- +goose Up\nCREATE TABLE a (id int);\n-- +goose Down\nDROP TABLE a;' }],
    ['node-pg-migrate', { '1_a.sql': '-- Up Migration\nCREATE TABLE a (id int);\n-- Down Migration\nDROP TABLE a;' }],
    ['golang-migrate', { '1_a.up.sql': 'CREATE TABLE a (id int);', '1_a.down.sql': 'DROP TABLE a;' }],
    ['Flyway', { 'V1__a.sql': 'CREATE TABLE a (id int);', 'U1__a.sql': 'DROP TABLE a;' }],
    ['backwright', { '1_a.sql': 'CREATE TABLE a (id int);', '1_a_rollback.sql': 'DROP TABLE a;' }],
  ])('takes a folder of %s there and back, and one file of it', async (_, files) => {
    const folder = temporaryFolder(files)
    const there = () => ask("SELECT to_regclass('public.a') IS NOT NULL")
    assert.deepEqual([(await db('migrate', folder)).code, await there()], [0, 't'])
    assert.deepEqual([(await db('rollback', folder)).code, await there()], [0, 'f'])
    const file = `${folder}/${Object.keys(files)[0]}`
    assert.deepEqual([(await runCli('db', 'migrate', file, '--connection', url)).code, await there()], [0, 't'])
    assert.deepEqual(
      [(await db('status', folder)).state, (await db('rollback', folder)).code, await there()],
      ['clean', 0, 'f'],
    )
  })

  test('takes back what was applied last, also when it came late', async () => {
    const one = {
      '1_a.sql': 'CREATE TABLE a (id int);',
      '1_a_rollback.sql': 'DROP TABLE a;',
      '3_c.sql': 'CREATE TABLE c (id int);',
    }
    const folder = temporaryFolder(one)
    await db('migrate', folder)
    writeFileSync(`${folder}/2_b.sql`, 'CREATE TABLE b (id int);')
    writeFileSync(`${folder}/2_b_rollback.sql`, 'DROP TABLE b;')
    await db('migrate', folder)
    assert.deepEqual(
      (await db('rollback', folder)).applied.map(({ version }: { version: string }) => version),
      ['2'],
    )
  })

  test('a folder that is behind is told from a file that is gone', async () => {
    await db('migrate', temporaryFolder({ '1_a.sql': 'SELECT 1;', '2_b.sql': 'SELECT 2;', '3_c.sql': 'SELECT 3;' }))
    const { code, drift } = await db('status', temporaryFolder({ '2_b.sql': 'SELECT 2;' }))
    assert.deepEqual([code, drift.map(({ kind }: { kind: string }) => kind)], [1, ['missing', 'elsewhere']])
  })

  test.each([
    ['a user who may only read', 'reader:r@', '/postgres', 'migration-failed'],
    ['a database that is not there', 'admin:s3cret@', '/nowhere', 'no-connection'],
  ])('%s is a mistake with a sentence', async (_, user, path, wanted) => {
    await exec("DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 'r'")
    const connection = `postgres://${user}${new URL(url).host}${path}`
    const folder = temporaryFolder({ '1_a.sql': 'SELECT 1;' })
    const { code, stdout } = await runCli('db', 'migrate', '--connection', connection, '--dir', folder, '--json')
    assert.deepEqual([code, JSON.parse(stdout).error.code], [2, wanted])
  })

  test('who may not see the history is told so', async () => {
    await exec("DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 'r'")
    const folder = temporaryFolder({ '1_a.sql': 'SELECT 1;' })
    await db('migrate', folder)
    const connection = `postgres://reader:r@${new URL(url).host}/postgres`
    const { code, stderr } = await runCli('db', 'status', '--connection', connection, '--dir', folder)
    assert.equal(code, 2)
    assert.match(stderr, /permission denied.*rights.*\(migration-failed\)/)
  })

  test.each([
    ['--to with --steps', ['--to', '1', '--steps', '1'], 'bad-option'],
    ['no step', ['--steps', '0'], 'bad-option'],
    ['a version that is not there', ['--to', '7'], 'bad-option'],
  ])('refuses %s', async (_, flags, wanted) => {
    assert.equal((await db('migrate', temporaryFolder({ '1_a.sql': 'SELECT 1;' }), ...flags)).error.code, wanted)
  })

  test('refuses to apply a way back', async () => {
    const folder = temporaryFolder({ '1_a.sql': 'SELECT 1;', '1_a_rollback.sql': 'SELECT 2;' })
    const { code, stderr } = await runCli('db', 'migrate', `${folder}/1_a_rollback.sql`, '--connection', url)
    assert.equal(code, 2)
    assert.match(stderr, /way back.*db rollback/)
  })
})
