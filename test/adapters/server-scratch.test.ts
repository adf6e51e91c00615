import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, test } from 'vitest'
import { postgresServers } from '../../src/adapters/postgres.ts'
import { onServer } from '../../src/adapters/server-scratch/server.ts'
import { loadScript } from '../../src/schema/load.ts'
import { parseScript } from '../../src/schema/script.ts'
import { password, startPostgres } from '../support/postgres-server.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const server = await startPostgres()
afterAll(() => server.stop())

const [before, after] = ['examples/db/before.sql', 'examples/db/after.sql']
const quiet = { info: () => undefined, warn: () => undefined }

describe('throw-away databases on a server', () => {
  const { url, exec } = server

  const ask = async (sql: string) => {
    const database = await postgresServers.open(url, 'read-only')
    const rows = await database.queryArrays(sql)
    await database.close()
    return rows.map(([name]) => name)
  }
  const databases = () => ask("SELECT datname FROM pg_database WHERE datname LIKE 'backwright%'")
  const roles = () => ask("SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY 1")
  const compare = async (from: string, to: string, where = url) => {
    const run = await runCli('db', 'compare', from, to, '--scratch', where, '--json')
    return { ...run, result: JSON.parse(run.stdout) }
  }

  test('hold both sides and both proofs, and are gone afterwards', async () => {
    const { result } = await compare(before, after)
    assert.equal(result.verdict, 'proved')
    assert.match(`${result.engine.name} ${result.engine.version}`, /^PostgreSQL \d+\.\d+$/)
    assert.deepEqual(await databases(), [])
    assert.deepEqual(await ask("SELECT relname FROM pg_class WHERE relname = 'book'"), [])
  })

  test('have the roles that a schema names, until the end', async () => {
    const sql = 'CREATE TABLE a (id int); ALTER TABLE a OWNER TO "the owner"; GRANT SELECT ON a TO reader;'
    const folder = temporaryFolder({ 'a.sql': sql, 'b.sql': `${sql} GRANT INSERT ON a TO reader;` })
    const there = await roles()
    const runs = await Promise.all([1, 2].map(() => compare(`${folder}/a.sql`, `${folder}/b.sql`)))
    for (const { result } of runs) assert.equal(result.verdict, 'proved', JSON.stringify(result))
    assert.deepEqual(await roles(), there)
    assert.deepEqual(await databases(), [])
  })

  test.each([
    ['roles of its own', 'CREATE TABLE a (id int);\nCREATE ROLE mine;', /a\.sql:2: CREATE ROLE is not run/],
    [
      'roles in a block',
      'CREATE TABLE a (id int);\nDO $$ BEGIN CREATE ROLE mine; END $$;',
      /a\.sql:2: The block creates/,
    ],
    [
      'files of the server',
      "CREATE TABLE a AS\nSELECT pg_read_file('/etc/passwd');",
      /a\.sql:1: pg_read_file\(\) is not run/,
    ],
    ['settings of the server', 'CREATE TABLE a ();\n\nALTER SYSTEM SET work_mem = 1;', /a\.sql:3: ALTER SYSTEM/],
    [
      'programs in a function',
      "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'COPY t FROM PROGRAM ''id'''; END $$",
      /a\.sql:1: COPY … PROGRAM/,
    ],
    [
      'an untrusted language',
      "CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'libc', 'getpid'",
      /language c is not run/,
    ],
    ['a library', "CREATE TABLE a (); LOAD 'x'", /LOAD/],
    ['objects of others', 'CREATE TABLE a (); REASSIGN OWNED BY admin TO admin', /REASSIGN OWNED is not run/],
  ])('refuse %s', async (_, sql, message) => {
    const there = await roles()
    const { code, result } = await compare('empty:', `${temporaryFolder({ 'a.sql': sql })}/a.sql`)
    assert.equal(code, 2)
    assert.equal(result.error.code, 'unsupported')
    assert.match(result.error.message, message)
    assert.deepEqual(await roles(), there)
    assert.deepEqual(await databases(), [])
  })

  test('need the right to create them', async () => {
    await exec("CREATE ROLE poor LOGIN PASSWORD 'p00r'")
    const { code, result, stdout } = await compare(before, after, url.replace(`admin:${password}`, 'poor:p00r'))
    assert.equal(code, 2)
    assert.equal(result.error.code, 'no-scratch')
    assert.match(result.error.message, /The role poor may not create databases .* CREATEDB/)
    assert.ok(!stdout.includes('p00r'))
  })

  test('are enough for a role that may create databases and roles only', async () => {
    await exec("CREATE ROLE maker LOGIN CREATEDB CREATEROLE PASSWORD 'm4ker'")
    const folder = temporaryFolder({ 'a.sql': 'CREATE TABLE a (id int); GRANT SELECT ON a TO somebody;' })
    const { result } = await compare('empty:', `${folder}/a.sql`, url.replace(`admin:${password}`, 'maker:m4ker'))
    assert.equal(result.verdict, 'proved', JSON.stringify(result))
    assert.ok(!(await roles()).includes('somebody'))
  })

  test('end what does not end, whatever limit the SQL sets itself, and name it', async () => {
    const sql = 'CREATE TABLE a ();\nSET statement_timeout = 0;\n\nSELECT pg_sleep(1000);'
    const script = await parseScript([{ file: 'a.sql', text: sql }], 'a.sql')
    const load = onServer(url, { timeoutMs: 700, log: quiet }, (scratch) => loadScript(script, [], scratch))
    await assert.rejects(load, { code: 'scratch-timeout', where: { file: 'a.sql', line: 4 } })
    assert.deepEqual(await databases(), [])
    assert.deepEqual(
      await ask("SELECT query FROM pg_stat_activity WHERE query LIKE '%pg_sleep(1000)%' AND pid <> pg_backend_pid()"),
      [],
    )
  })

  test('are put away when the user interrupts', async () => {
    const folder = temporaryFolder({ 'a.sql': 'CREATE TABLE a (); ALTER TABLE a OWNER TO gone; SELECT pg_sleep(30);' })
    const child = spawn(process.execPath, [
      'dist/src/cli/bin.js',
      'db',
      'compare',
      'empty:',
      `${folder}/a.sql`,
      '--scratch',
      url,
    ])
    while (!(await ask("SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(30)'")).length) await sleep(50)
    const exit = new Promise((resolve) => child.on('exit', resolve))
    child.kill('SIGTERM')
    assert.equal(await exit, 143)
    assert.deepEqual(await databases(), [])
    assert.ok(!(await roles()).includes('gone'))
  })

  test('that a killed run has left are dropped after a day, with their roles', async () => {
    const names = ['backwright_scratch_20200101000000_0123456789ab', 'backwright_scratch_29990101000000_0123456789ab']
    for (const name of names) await exec(`CREATE DATABASE ${name}`)
    await exec(`CREATE ROLE "left over"; COMMENT ON DATABASE ${names[0]} IS '{"roles":["left over"]}'`)
    await exec('CREATE DATABASE backwright_scratch')
    await compare(before, before)
    assert.deepEqual((await databases()).sort(), ['backwright_scratch', names[1]])
    assert.ok(!(await roles()).includes('left over'))
    for (const name of await databases()) await exec(`DROP DATABASE ${name}`)
  })

  test('take a server of the user as a side, too', async () => {
    await exec(readFileSync(before, 'utf8'))
    const { result } = await compare(url, before)
    assert.equal(result.verdict, 'equal', JSON.stringify(result))
  })
})
