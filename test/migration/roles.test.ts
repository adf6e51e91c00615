import assert from 'node:assert/strict'
import { test } from 'vitest'
import { compareScripts } from '../../src/migration/compare.ts'
import { parseScript } from '../../src/schema/script.ts'
import { reusedScratch } from '../support/reused-scratch.ts'

const scratch = reusedScratch()

const table = 'CREATE TABLE t (a int);'
const grant = 'GRANT SELECT ON t TO app;'
const guarded = `DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN CREATE ROLE app; END IF;
END $$;`
const caught = `DO $$ BEGIN create  user "App ""1"""; EXCEPTION WHEN duplicate_object THEN NULL; END $$;`
const grants = /^GRANT SELECT ON TABLE "public"."t" TO "app"$/

test.each([
  ['that a DO block makes', table, `${guarded} ${table} ${grant}`, [/^CREATE ROLE "app"/, grants]],
  ['with quotes in its name', table, `${caught} ${table}`, [/^CREATE ROLE "App ""1""" .*LOGIN/]],
  ['that is there beforehand', `${guarded} ${table}`, `${guarded} ${table} ${grant}`, [grants]],
  ['that the old side has without a block', `${table} ${grant}`, `${guarded} ${table} ${grant}`, []],
  [
    'that a block would make under another condition',
    table,
    `DO $$ BEGIN IF false THEN CREATE ROLE app; END IF; END $$; ${table} ${grant}`,
    [/^CREATE ROLE "app"/, grants],
  ],
  ['that no block and no statement makes', table, `${table} ${grant}`, [grants]],
])('a role %s', async (_, before, after, statements) => {
  const [from, to] = [await script(before), await script(after)]
  const { refusals, pair } = await compareScripts(from, to, { online: true }, scratch)
  assert.deepEqual(refusals, [])
  const steps = pair.up.steps.map(({ sql }) => sql).filter((sql) => !sql.startsWith('REVOKE'))
  assert.equal(steps.length, statements.length, steps.join('\n'))
  for (const [index, pattern] of statements.entries()) assert.match(steps[index] ?? '', pattern)
})

function script(text: string) {
  return parseScript([{ file: 'schema.sql', text }], 'schema.sql')
}
