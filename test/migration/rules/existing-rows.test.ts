import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { check } from '../../../src/base/rule.ts'
import { existingRows } from '../../../src/migration/rules/existing-rows.ts'
import { journey } from '../../support/journey.ts'
import { twoDatabases } from '../../support/two-databases.ts'

describe('existing-rows', () => {
  const databases = twoDatabases()
  const findings = async (from: string, to: string) => {
    const { stops } = await journey(from, to, databases)
    return stops.flatMap((stop) => check([existingRows], stop)).map(({ at, message }) => ({ at, message }))
  }

  test.each([
    ['a new column is nullable', 'CREATE TABLE t (id int)', 'CREATE TABLE t (id int, a text)'],
    ['a new column has a default', 'CREATE TABLE t (id int)', "CREATE TABLE t (id int, a text NOT NULL DEFAULT 'x')"],
    ['the table is new', 'CREATE TABLE u (id int)', 'CREATE TABLE u (id int); CREATE TABLE t (id int NOT NULL)'],
  ])('passes: %s', async (_, from, to) => {
    assert.deepEqual(await findings(from, to), [])
  })

  test('fails: a new column asks rows for a value', async () => {
    const from = 'CREATE TABLE "Line Items" (id int)'
    assert.deepEqual(await findings(from, 'CREATE TABLE "Line Items" (id int, "Net Price" numeric NOT NULL)'), [
      {
        at: { schema: 'public', table: 'Line Items', column: 'Net Price' },
        message:
          'The migration stops where a table holds rows: ALTER TABLE "public"."Line Items" ADD COLUMN "Net Price" numeric NOT NULL says column "Net Price" of relation "Line Items" contains null values.',
      },
    ])
  })

  test('fails: a dropped column cannot be filled again on the way back', async () => {
    assert.deepEqual(await findings('CREATE TABLE t (id int, a point NOT NULL)', 'CREATE TABLE t (id int)'), [
      {
        at: { schema: 'public', table: 't', column: 'a' },
        message:
          'The rollback stops where a table holds rows: ALTER TABLE "public"."t" ADD COLUMN "a" point NOT NULL says column "a" of relation "t" contains null values.',
      },
    ])
  })
})
