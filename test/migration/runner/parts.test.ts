import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { readParts } from '../../../src/migration/runner/parts.ts'

/** One text per part, `!` before what stands outside transactions, the settings in force before `|`. */
async function parts(sql: string): Promise<readonly string[]> {
  return (await readParts(sql, 'm.sql')).map(({ transactional, begin, statements, settings }) => {
    const texts = statements.map((statement) => statement.sql).join('; ')
    const before = settings.map((statement) => `${statement.sql} | `).join('')
    return `${before}${transactional ? '' : '! '}${begin === 'BEGIN' ? '' : `${begin}: `}${texts}`
  })
}

describe('a migration is taken apart', () => {
  test.each<[string, string, readonly string[]]>([
    ['what has no BEGIN is one transaction', 'SELECT 1; SELECT 2;', ['SELECT 1; SELECT 2']],
    ['BEGIN and COMMIT part it', 'SELECT 1; BEGIN; SELECT 2; COMMIT; SELECT 3;', ['SELECT 1', 'SELECT 2', 'SELECT 3']],
    ['an empty transaction is none', 'BEGIN; COMMIT; COMMIT;', []],
    [
      'a savepoint stays in its transaction',
      'BEGIN; SAVEPOINT s; SELECT 1; ROLLBACK TO s; RELEASE s; COMMIT;',
      ['SAVEPOINT s; SELECT 1; ROLLBACK TO s; RELEASE s'],
    ],
    [
      'the isolation is kept',
      'BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; COMMIT;',
      ['BEGIN ISOLATION LEVEL SERIALIZABLE: SELECT 1'],
    ],
    [
      'what PostgreSQL refuses in a transaction stands alone',
      'SELECT 1; VACUUM t; REINDEX TABLE CONCURRENTLY t; REINDEX TABLE t; CREATE DATABASE d; ANALYZE t;',
      [
        'SELECT 1',
        '! VACUUM t',
        '! REINDEX TABLE CONCURRENTLY t',
        'REINDEX TABLE t',
        '! CREATE DATABASE d',
        'ANALYZE t',
      ],
    ],
    [
      'a partition that is taken off concurrently stands alone, another does not',
      'ALTER TABLE p DETACH PARTITION a CONCURRENTLY; ALTER TABLE p DETACH PARTITION b;',
      ['! ALTER TABLE p DETACH PARTITION a CONCURRENTLY', 'ALTER TABLE p DETACH PARTITION b'],
    ],
    [
      'a value of an enum is committed before it is used',
      "SELECT 1; ALTER TYPE e ADD VALUE 'x'; SELECT 'x'::e;",
      ["SELECT 1; ALTER TYPE e ADD VALUE 'x'", "SELECT 'x'::e"],
    ],
    [
      'a setting holds for all that follows, SET LOCAL only for its transaction',
      "SET search_path = a; BEGIN; SET LOCAL x.y = 1; COMMIT; SELECT set_config('x.z', '', false); VACUUM t;",
      [
        'SET search_path = a',
        'SET search_path = a | SET LOCAL x.y = 1',
        "SET search_path = a | SELECT set_config('x.z', '', false)",
        "SET search_path = a | SELECT set_config('x.z', '', false) | ! VACUUM t",
      ],
    ],
    [
      'a comment that only speaks of it is none',
      '-- there is no transaction here\nSELECT 1; SELECT 2;',
      ['SELECT 1; SELECT 2'],
    ],
    [
      'a file without transactions is one statement after the other',
      '-- +goose NO TRANSACTION\nSELECT 1; CALL p(); BEGIN; SELECT 2; SELECT 3; COMMIT;',
      ['SELECT 1', '! CALL p()', 'SELECT 2; SELECT 3'],
    ],
  ])('%s', async (_, sql, wanted) => {
    assert.deepEqual(await parts(sql), wanted)
  })

  test.each([
    ['a transaction that is left open', 'BEGIN;\nSELECT 1;', /m\.sql:1: .*never committed/],
    ['one in another', 'BEGIN;\nBEGIN;\nCOMMIT;', /m\.sql:2: .*from line 1 on/],
    ['one that is rolled back', 'BEGIN;\nSELECT 1;\nROLLBACK;', /m\.sql:3: .*rolls back/],
    ['one that is prepared', "BEGIN;\nPREPARE TRANSACTION 'x';", /m\.sql:2: /],
    ['CONCURRENTLY in one', 'BEGIN;\nCREATE INDEX CONCURRENTLY i ON t (a);\nCOMMIT;', /m\.sql:2: .*Put it outside/],
    ['COPY of what psql sends', 'COPY t FROM stdin;', /COPY/],
    ['DISCARD ALL', 'DISCARD ALL;', /drop the lock/],
    ['another encoding', "SET client_encoding = 'LATIN1';", /UTF-8/],
  ])('refuses %s', async (_, sql, message) => {
    await assert.rejects(readParts(sql, 'm.sql'), { code: 'unsupported', message })
  })
})
