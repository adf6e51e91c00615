import assert from 'node:assert/strict'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { failure } from '../../templates/scaffold/runtime/envelope.ts'

const schema = `
  CREATE TABLE users (id int PRIMARY KEY, name varchar(5) NOT NULL CHECK (name <> 'x'), born date);
  CREATE TABLE orders (user_id int NOT NULL REFERENCES users, during int4range, EXCLUDE USING gist (during WITH &&));
  INSERT INTO users VALUES (1, 'ada');
  INSERT INTO orders VALUES (1, '[1,5)');`

/** Answers as a server does whose handler throws. */
function answerTo(thrown: unknown) {
  const reports: unknown[] = []
  const onError = (error: unknown) => reports.push(error)
  const { status, headers, body } = failure(thrown, { operation: 'op', requestId: '1' }, { onError })
  return { status, headers, body: JSON.parse(String(body)), reports }
}

describe('what PostgreSQL refuses in a handler', () => {
  let db: PGlite

  beforeAll(async () => {
    db = await PGlite.create()
    await db.exec(schema)
  })
  afterAll(() => db.close())

  test.each<readonly [string, string, readonly unknown[], number, string]>([
    ['a key that is taken', "INSERT INTO users VALUES (1, 'bob')", [], 409, 'CONFLICT'],
    ['a row that is not there', 'INSERT INTO orders VALUES (9, NULL)', [], 409, 'CONFLICT'],
    ['a row that others refer to', 'DELETE FROM users', [], 409, 'CONFLICT'],
    ['an overlap', "INSERT INTO orders VALUES (1, '[4,9)')", [], 409, 'CONFLICT'],
    ['no value', 'INSERT INTO users VALUES (2, NULL)', [], 400, 'BAD_REQUEST'],
    ['a value that a check refuses', "INSERT INTO users VALUES (2, 'x')", [], 400, 'BAD_REQUEST'],
    ['a text that is too long', "INSERT INTO users VALUES (2, 'abcdefgh')", [], 400, 'BAD_REQUEST'],
    ['a number out of range', 'SELECT $1::text::int', ['99999999999'], 400, 'BAD_REQUEST'],
    ['a text that is no number', 'SELECT $1::text::int', ['ten'], 400, 'BAD_REQUEST'],
    ['a day that does not exist', 'SELECT $1::text::date', ['2026-02-30'], 400, 'BAD_REQUEST'],
    ['a text with NUL in JSON', 'SELECT $1::text::jsonb', ['"\\u0000"'], 400, 'BAD_REQUEST'],
    ['a negative limit', 'SELECT * FROM users LIMIT $1', [-1], 400, 'BAD_REQUEST'],
    ['a negative offset', 'SELECT * FROM users OFFSET $1', [-1], 400, 'BAD_REQUEST'],
    ['a table that is not there', 'SELECT * FROM nothing', [], 500, 'INTERNAL_ERROR'],
    ['a division by zero', 'SELECT 1 / 0', [], 500, 'INTERNAL_ERROR'],
  ])('%s', async (_, sql, values, status, code) => {
    const error = await db.query(sql, [...values]).then(
      () => assert.fail('PostgreSQL takes it'),
      (reason: Error) => reason,
    )
    const wrapped = new Error('Failed query', { cause: error })
    for (const thrown of [error, wrapped]) {
      const answer = answerTo(thrown)
      assert.deepEqual([answer.status, answer.body.error.code], [status, code])
      assert.deepEqual(answer.reports, status === 409 ? [] : [thrown])
      assert.doesNotMatch(JSON.stringify(answer.body), /users|orders|nothing|pkey/)
    }
  })
})

describe('what a driver throws', () => {
  test.each<readonly [string, unknown, number, string | undefined]>([
    ['a deadlock is to be tried again', { code: '40P01' }, 503, '1'],
    ['so is a statement that took too long', { code: '57014' }, 503, '1'],
    ['too many connections, below two wrappers', { cause: { cause: { code: '53300' } } }, 503, '1'],
    ['a code of the operating system is none of PostgreSQL', { code: 'EPIPE' }, 500, undefined],
    ['a name that every object has is no code', { code: 'constructor' }, 500, undefined],
    ['nothing', undefined, 500, undefined],
  ])('%s', async (_, thrown, status, retryAfter) => {
    const answer = answerTo(thrown)
    assert.deepEqual([answer.status, answer.headers['retry-after']], [status, retryAfter])
    assert.deepEqual(answer.reports, [thrown])
  })

  test('an error that causes itself', async () => {
    const error: Error & { cause?: unknown } = new Error('round')
    error.cause = error
    assert.equal(answerTo(error).status, 500)
  })
})
