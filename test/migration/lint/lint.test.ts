import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, test } from 'vitest'
import { UserError } from '../../../src/base/errors.ts'
import { lintMigration } from '../../support/lint-cases.ts'
import { twoDatabases } from '../../support/two-databases.ts'

describe('lint', () => {
  const databases = twoDatabases()
  const found = async (migration: Parameters<typeof lintMigration>[0]) =>
    (await lintMigration(migration, databases.from)).findings.map(({ rule, lock, at }) => `${at.line} ${rule} ${lock}`)

  test('says the lock that PostgreSQL was seen to take, where it ran the statement', async () => {
    const sql = "SET lock_timeout = '1s';\nALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u;"
    const schema = 'CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE t (a int);'
    assert.deepEqual(await found({ sql, schema }), ['2 immediate-foreign-key-validation shareRowExclusive'])
    assert.deepEqual(await found({ sql }), ['2 immediate-foreign-key-validation shareRowExclusive'])
  })

  test.each([
    ['a type change that needs no rewrite', 'varchar(10)', 'ALTER COLUMN a TYPE text', []],
    ['a type change that needs one', 'int', 'ALTER COLUMN a TYPE bigint', ['2 table-rewrite accessExclusive']],
    ['a default of a stable function', 'int', 'ADD COLUMN b int DEFAULT stable()', []],
    ['a default of a volatile one', 'int', 'ADD COLUMN b int DEFAULT volatile()', ['2 table-rewrite accessExclusive']],
  ])('leaves it to PostgreSQL what is a rewrite: %s', async (_, type, change, expected) => {
    const schema = `CREATE TABLE t (a ${type});
      CREATE FUNCTION stable() RETURNS int STABLE LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION volatile() RETURNS int VOLATILE LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';`
    assert.deepEqual(await found({ sql: `SET lock_timeout = '1s';\nALTER TABLE t ${change};`, schema }), expected)
  })

  test('goes on by the text alone after a statement that PostgreSQL refuses, and says so', async () => {
    const { findings, notSeen } = await lintMigration(
      { schema: 'CREATE TABLE t (a int);', sql: 'SELECT nothing;\nCREATE INDEX ON t (a);\nCREATE INDEX ON t (a);' },
      databases.from,
    )
    assert.deepEqual(
      findings.map(({ rule, at }) => `${at.line} ${rule}`),
      ['1 refused-statement', '2 blocking-index-build', '2 missing-lock-timeout', '3 blocking-index-build'],
    )
    assert.deepEqual(
      notSeen.map(({ what }) => what),
      ['m.sql:1: SELECT nothing, and 2 more of the file'],
    )
  })

  test('never runs a program, nor waits for rows that psql would send', async () => {
    const sql = "COPY t FROM PROGRAM 'touch /tmp/x';\nCOPY t FROM stdin;\nSELECT 1;"
    assert.deepEqual(await found({ sql, schema: 'CREATE TABLE t (a int);' }), [])
  })

  test('a rollback may drop what its migration has made, and nothing else', async () => {
    const sql = 'CREATE TABLE n (id int); ALTER TABLE t ADD COLUMN b int;'
    const down = "SET lock_timeout = '1s';\nDROP TABLE n;\nALTER TABLE t DROP COLUMN b;\nALTER TABLE t DROP COLUMN a;"
    const { findings } = await lintMigration({ schema: 'CREATE TABLE t (a int);', sql, down }, databases.from)
    assert.deepEqual(
      findings.filter(({ at }) => at.file === 'm_rollback.sql').map(({ rule, at }) => `${at.line} ${rule}`),
      ['4 data-loss'],
    )
  })

  const piece = fc.oneof(
    fc.constantFrom(
      ...`BEGIN; COMMIT; ; ' " $$ -- /* */ ( ) { \\ \\connect x|COPY t FROM stdin;|-- backwright: allow|-- backwright: allow data-loss|DROP TABLE t;|
        ALTER TABLE t|ADD COLUMN a int|CREATE INDEX|ON t (a);|ALTER TYPE e ADD VALUE 'x';|-- migrate:up|-- migrate:down|-- +goose Up|\`t\`|DROP
        FUNCTION f();|DROP OPERATOR CLASS c USING btree;|DROP CAST (int AS text);|ALTER TABLE IF EXISTS ONLY a.b.c|é|\u{1f600}`.split(
        /[|\s]/,
      ),
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  )
  test('any text is linted, or refused with its file and line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), fc.constantFrom(' ', '\n', ''), async (pieces, blank) => {
        try {
          const { findings } = await lintMigration({ sql: pieces.join(blank) })
          for (const { at } of findings) assert.ok(at.file !== undefined && at.line !== undefined)
        } catch (error) {
          if (!(error instanceof UserError)) throw error
          assert.ok(error.where.file !== undefined && error.where.line !== undefined, error.message)
        }
      }),
      { numRuns: 1500 },
    )
  })
})
