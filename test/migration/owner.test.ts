import assert from 'node:assert/strict'
import { test } from 'vitest'
import { compareScripts } from '../../src/migration/compare.ts'
import { parseScript } from '../../src/schema/script.ts'
import { reusedScratch } from '../support/reused-scratch.ts'

const scratch = reusedScratch()

test.each([
  [
    'a schema that is nobody’s',
    'CREATE TABLE t (a int);',
    'CREATE TABLE t (a int); CREATE SCHEMA s;',
    [/^CREATE SCHEMA "s"$/],
  ],
  [
    'a table that was somebody’s',
    'CREATE TABLE t (a int); ALTER TABLE t OWNER TO ann;',
    'CREATE TABLE t (a int);',
    [/FROM "ann"$/, /OWNER TO CURRENT_USER$/, /FROM CURRENT_USER$/, /TO CURRENT_USER$/],
  ],
  [
    'default privileges',
    'CREATE TABLE t (a int);',
    'CREATE TABLE t (a int); ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO bob;',
    [/^ALTER DEFAULT PRIVILEGES FOR ROLE CURRENT_USER GRANT SELECT ON TABLES TO "bob"$/],
  ],
  [
    'no policy and no membership that is for somebody',
    `CREATE TABLE t (a int); CREATE ROLE readers;`,
    `CREATE TABLE t (a int); CREATE ROLE readers; CREATE POLICY p ON t TO postgres USING (true); GRANT readers TO postgres;`,
    [/^GRANT "readers" TO "postgres"$/, /^CREATE POLICY "p" ON "public"."t" FOR ALL TO "postgres" USING \(true\)$/],
  ],
  [
    'a table that has the name of the user',
    'CREATE TABLE t (a int);',
    'CREATE TABLE t (a int); CREATE TABLE postgres (postgres int); GRANT SELECT (postgres) ON postgres TO bob;',
    [
      /"public"."postgres" \("postgres" integer\)/,
      /GRANT SELECT \("postgres"\) ON TABLE "public"."postgres" TO "bob"$/,
    ],
  ],
])('whoever applies the migration gets %s', async (_, before, after, statements) => {
  const [from, to] = [await script(before), await script(after)]
  const { refusals, pair } = await compareScripts(from, to, { online: true }, scratch)
  assert.deepEqual(refusals, [])
  assert.equal(pair.up.steps.length, statements.length)
  for (const [index, pattern] of statements.entries()) assert.match(pair.up.steps[index]?.sql ?? '', pattern)
})

function script(text: string) {
  return parseScript([{ file: 'schema.sql', text }], 'schema.sql')
}
