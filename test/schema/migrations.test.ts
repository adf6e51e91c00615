import assert from 'node:assert/strict'
import { test } from 'vitest'
import { nodeFiles } from '../../src/adapters/node-files.ts'
import { readMigrations } from '../../src/schema/migrations.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test.each([
  {
    layout: 'plain files, by number',
    files: { '10_c.sql': 'c', '9_b.sql': 'b', '1_a.sql': 'a', 'README.md': 'x' },
    expected: ['1_a.sql: a', '9_b.sql: b', '10_c.sql: c'],
  },
  {
    layout: 'our own pairs',
    files: { '20260101000000_a.sql': 'a', '20260101000000_a_rollback.sql': 'undo', '20260201000000_b.sql': 'b' },
    expected: ['20260101000000_a.sql: a', '20260201000000_b.sql: b'],
  },
  {
    layout: 'golang-migrate',
    files: { '2_b.up.sql': 'b', '2_b.down.sql': 'undo', '10_c.up.sql': 'c', '10_c.down.sql': 'undo' },
    expected: ['2_b.up.sql: b', '10_c.up.sql: c'],
  },
  {
    layout: 'Flyway',
    files: { 'V1_10__b.sql': 'b', 'V1.9__a.sql': 'a', 'R__view.sql': 'r', 'U1.9__a.sql': 'undo' },
    expected: ['V1.9__a.sql: a', 'V1_10__b.sql: b', 'R__view.sql: r'],
  },
  {
    layout: 'dbmate',
    files: { '1_a.sql': '-- migrate:up transaction:false\na\n-- migrate:down\nundo' },
    expected: ['1_a.sql: -- migrate:up transaction:false\na\n\n'],
  },
  {
    layout: 'goose, with the way back first',
    files: { '1_a.sql': '-- +goose Down\nundo\n-- +goose Up\na' },
    expected: ['1_a.sql: \n\n-- +goose Up\na'],
  },
  {
    layout: 'node-pg-migrate',
    files: { '1_a.sql': '-- Up Migration\na\n-- Down Migration\nundo\n' },
    expected: ['1_a.sql: -- Up Migration\na\n\n\n'],
  },
  {
    layout: 'a name that holds what looks like a marker',
    files: { 'V1__a.sql': 'CREATE VIEW "a\n-- migrate:down\n" AS\nSELECT $$\n-- Down Migration\n$$' },
    expected: ['V1__a.sql: CREATE VIEW "a\n-- migrate:down\n" AS\nSELECT $$\n-- Down Migration\n$$'],
  },
  {
    layout: 'Prisma',
    files: { '20260201_b/migration.sql': 'b', '20260101_a/migration.sql': 'a', 'migration_lock.toml': 'x' },
    expected: ['20260101_a/migration.sql: a', '20260201_b/migration.sql: b'],
  },
])('$layout', async ({ files, expected }) => {
  const folder = temporaryFolder(files as Record<string, string>)
  const found = await readMigrations(folder, nodeFiles)
  assert.deepEqual(
    found.map(({ file, text }) => `${file.slice(folder.length + 1)}: ${text}`),
    expected,
  )
})

test('a folder is a schema, and a mistake in it has file and line', async () => {
  const folder = temporaryFolder({
    'm/1_a.sql': '-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\nDROP TABLE a;',
    'm/2_b.sql': '-- migrate:up\nALTER TABLE a ADD b text;\n\nALTER TABLE nowhere ADD b text;',
    'good/1_a.sql': 'CREATE TABLE a (id int);',
    'good/2_b.sql': 'CREATE INDEX CONCURRENTLY i ON a (id);',
    'to.sql': 'CREATE TABLE a (id int); CREATE INDEX i ON a (id);',
    'none/README.md': 'x',
  })
  const { stdout } = await runCli('db', 'analyze', `${folder}/m`, '--json')
  const { error } = JSON.parse(stdout)
  assert.deepEqual([error.code, error.file, error.line], ['bad-schema', `${folder}/m/2_b.sql`, 4])
  assert.match((await runCli('db', 'compare', `${folder}/good`, `${folder}/to.sql`)).stdout, /^No changes/)
  assert.match((await runCli('db', 'analyze', `${folder}/none`)).stderr, /no \.sql file.*\(empty-input\)/)
})
