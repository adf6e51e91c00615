import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { readCatalog } from '../../src/migration/catalog.ts'
import { formats } from '../../src/migration/formats/all.ts'
import { readMigrationFiles } from '../../src/migration/runner/files.ts'
import { makeHistory } from '../../src/migration/runner/history.ts'
import { runMigration } from '../../src/migration/runner/run.ts'
import { unlimited } from '../../src/migration/runner/settings.ts'
import { nobody } from '../../src/migration/runner/watch.ts'
import type { Database } from '../../src/ports/database.ts'
import { reusedScratch } from '../support/reused-scratch.ts'
import { cliOver } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const from = `CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE users (id bigint PRIMARY KEY, name text, gone int);
CREATE INDEX users_gone_idx ON users (gone);`
const to = `CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, m mood DEFAULT 'c');
CREATE INDEX users_name_idx ON users (name);
CREATE FUNCTION f(a int, b text) RETURNS text LANGUAGE sql AS $$ SELECT '\${x}
y' $$;`

const { files, clock, log } = nodeWorld()
const scratch = reusedScratch()
const runCli = cliOver(scratch)

async function write(folder: string, sides: readonly [string, string], ...flags: readonly string[]) {
  const run = await runCli('db', 'compare', ...sides, '-o', `${folder}/m`, '--name', 'change', '--json', ...flags)
  return { code: run.code, ...JSON.parse(run.stdout) }
}

async function fingerprint(database: Database): Promise<string> {
  return (await readCatalog(database)).fingerprint
}

async function fingerprintOf(sql: string): Promise<string> {
  const database = await scratch.open({ extensions: [] })
  try {
    await database.exec(sql)
    await makeHistory(database)
    return await fingerprint(database)
  } finally {
    await database.close()
  }
}

describe.each(formats.map(({ id }) => id))('the files of %s', (format) => {
  const schemas = () => temporaryFolder({ 'from.sql': from, 'to.sql': to })

  test('are read as the schema that they make', async () => {
    const folder = schemas()
    const flags = ['--format', format]
    await write(folder, ['empty:', `${folder}/from.sql`], ...flags, '--timestamp', '20260131120000')
    const second = await write(folder, [`${folder}/m`, `${folder}/to.sql`], ...flags, '--timestamp', '20260131130000')
    assert.equal(second.verdict, 'proved')
    const again = await write(folder, [`${folder}/m`, `${folder}/to.sql`], ...flags)
    assert.equal(again.verdict, 'equal')
  })

  test('lead there and back, step by step', async () => {
    const folder = schemas()
    await write(folder, [`${folder}/from.sql`, `${folder}/to.sql`], '--format', format)
    const migrations = await readMigrationFiles(`${folder}/m`, files)
    const database = await scratch.open({ extensions: [] })
    const stop = new AbortController().signal
    const session = { database, pid: undefined, watch: nobody, clock, log, stop, limits: unlimited }
    const start = { done: 0, begun: undefined }
    await database.exec(from)
    await makeHistory(database)
    for (const each of migrations) await runMigration({ migration: each, way: 'up', from: start }, session)
    assert.equal(await fingerprint(database), await fingerprintOf(to))
    for (const each of [...migrations].reverse())
      await runMigration({ migration: each, way: 'down', from: start }, session)
    assert.equal(await fingerprint(database), await fingerprintOf(from))
    await database.close()
  })
})

test('the same schemas and timestamp give the same bytes', async () => {
  const written = async () => {
    const folder = temporaryFolder({ 'from.sql': from, 'to.sql': to })
    const flags = ['--format', 'flyway', '--timestamp', '20260131120000']
    await write(folder, [`${folder}/from.sql`, `${folder}/to.sql`], ...flags)
    return readdirSync(`${folder}/m`).map((name) => [name, readFileSync(`${folder}/m/${name}`, 'utf8')])
  }
  assert.deepEqual(await written(), await written())
})

describe('a concurrent build', () => {
  const compare = async (format: string) => {
    const table = 'CREATE TABLE t (id int PRIMARY KEY, a int);'
    const folder = temporaryFolder({ 'a.sql': table, 'b.sql': `${table}CREATE INDEX t_a_idx ON t (a);` })
    await write(folder, [`${folder}/a.sql`, `${folder}/b.sql`], '--format', format, '--timestamp', '20260131120000')
    const text = (name: string) =>
      readFileSync(`${folder}/m/${name}`, 'utf8').replace(/^\s*(?:--|\/\/) (?!migrate:).*\n/gm, '')
    return { names: readdirSync(`${folder}/m`), text }
  }

  test('of dbmate is in no transaction, and alone', async () => {
    const { names, text } = await compare('dbmate')
    assert.deepEqual(names, ['20260131120000_change.sql'])
    assert.equal(
      text('20260131120000_change.sql'),
      `-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY t_a_idx ON public.t USING btree (a);

-- migrate:down transaction:false
DROP INDEX CONCURRENTLY "public"."t_a_idx";
`,
    )
  })

  test('of golang-migrate has files without BEGIN', async () => {
    const { names, text } = await compare('golang-migrate')
    assert.deepEqual(names, ['20260131120000_change.down.sql', '20260131120000_change.up.sql'])
    assert.equal(
      text('20260131120000_change.up.sql').trim(),
      'CREATE INDEX CONCURRENTLY t_a_idx ON public.t USING btree (a);',
    )
  })

  test('of Flyway has a configuration beside each script', async () => {
    const { names, text } = await compare('flyway')
    assert.deepEqual(names, [
      'U20260131120000__change.sql',
      'U20260131120000__change.sql.conf',
      'V20260131120000__change.sql',
      'V20260131120000__change.sql.conf',
    ])
    assert.equal(text('V20260131120000__change.sql.conf'), 'executeInTransaction=false\n')
  })

  test('of node-pg-migrate is a program, because its SQL cannot say it', async () => {
    const { names, text } = await compare('node-pg-migrate')
    assert.deepEqual(names, ['1769860800000_change.cjs'])
    assert.match(
      text('1769860800000_change.cjs'),
      /exports\.up = \(pgm\) => \{\n {2}pgm\.noTransaction\(\)\n {2}pgm\.sql\("CREATE INDEX CONCURRENTLY/,
    )
  })
})

describe('what a format cannot say is refused', () => {
  test.each([
    ['dbmate', '-- migrate:down'],
    ['node-pg-migrate', '-- Down Migration'],
  ])('a line that %s takes for its own', async (format, line) => {
    const sql = `CREATE TABLE t (id int PRIMARY KEY); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1\n${line}\n$$;`
    const folder = temporaryFolder({ 'b.sql': sql })
    const { code, error } = await write(folder, ['empty:', `${folder}/b.sql`], '--format', format)
    assert.deepEqual([code, error.code], [2, 'unsupported'])
    assert.ok(!readdirSync(folder).includes('m'))
  })

  test('files without a folder', async () => {
    const folder = temporaryFolder({ 'b.sql': to })
    const { code, stdout } = await runCli('db', 'compare', 'empty:', `${folder}/b.sql`, '--format', 'dbmate', '--json')
    assert.deepEqual([code, JSON.parse(stdout).error.code], [2, 'bad-option'])
  })

  test('a migration that is a program of somebody else', async () => {
    const folder = temporaryFolder({ '1_x.cjs': "exports.up = (pgm) => {\n  require('fs')\n}\n", 'b.sql': to })
    const { code, stdout } = await runCli('db', 'compare', folder, `${folder}/b.sql`, '--json')
    const { error } = JSON.parse(stdout)
    assert.deepEqual([code, error.code, error.line], [2, 'unsupported', 2])
  })
})
