import assert from 'node:assert/strict'
import { test } from 'vitest'
import { compareScripts } from '../../../src/migration/compare.ts'
import { chooseTarget, parseMajor } from '../../../src/migration/target/target.ts'
import { parseScript } from '../../../src/schema/script.ts'
import { reusedScratch } from '../../support/reused-scratch.ts'

const scratch = reusedScratch()

/** Two schemas, the version to write for → the statements there and back. */
async function written(before: string, after: string, major: number) {
  const [from, to] = [await script(before), await script(after)]
  const target = { major, because: 'asked' as const }
  const { pair, refusals } = await compareScripts(from, to, { online: false, target }, scratch)
  const texts = ({ steps }: typeof pair.up) => steps.map(({ sql }) => sql)
  return {
    up: texts(pair.up),
    down: texts(pair.down),
    refusals: refusals.map(({ code, message }) => ({ code, message })),
  }
}

const table = 'CREATE TABLE t (a int);'

test.each([
  [
    15,
    'a domain becomes NOT NULL',
    'CREATE DOMAIN d AS text;',
    'CREATE DOMAIN d AS text NOT NULL;',
    ['ALTER DOMAIN "public"."d" SET NOT NULL'],
    ['ALTER DOMAIN "public"."d" DROP NOT NULL'],
  ],
  [
    15,
    'the NOT NULL of a domain gets a name',
    'CREATE DOMAIN d AS text NOT NULL;',
    'CREATE DOMAIN d AS text CONSTRAINT "is there" NOT NULL;',
    [],
    [],
  ],
  [
    18,
    'a domain becomes NOT NULL by a name of its own',
    'CREATE DOMAIN d AS text;',
    'CREATE DOMAIN d AS text CONSTRAINT "is there" NOT NULL;',
    ['ALTER DOMAIN "public"."d" ADD CONSTRAINT "is there" NOT NULL'],
    ['ALTER DOMAIN "public"."d" DROP CONSTRAINT "is there"', 'ALTER DOMAIN "public"."d" DROP NOT NULL'],
  ],
  [
    17,
    'a primary key on an index goes, and its columns may be NULL again',
    'CREATE TABLE p (a int, b int NOT NULL) PARTITION BY LIST (b); CREATE TABLE t PARTITION OF p (PRIMARY KEY (a, b)) FOR VALUES IN (1);',
    'CREATE TABLE p (a int, b int NOT NULL) PARTITION BY LIST (b); CREATE TABLE t PARTITION OF p FOR VALUES IN (1);',
    ['ALTER TABLE "public"."t" DROP CONSTRAINT "t_pkey"', 'ALTER TABLE public.t ALTER COLUMN a DROP NOT NULL'],
    ['ALTER TABLE "public"."t" ADD CONSTRAINT "t_pkey" PRIMARY KEY (a, b)'],
  ],
  [
    16,
    'all privileges',
    table,
    `${table} GRANT ALL ON t TO bob;`,
    ['REVOKE ALL ON TABLE "public"."t" FROM "bob"', 'GRANT ALL ON TABLE "public"."t" TO "bob"'],
    ['REVOKE ALL ON TABLE "public"."t" FROM "bob"'],
  ],
  [
    17,
    'all privileges where they are known',
    table,
    `${table} GRANT ALL ON t TO bob;`,
    [
      'REVOKE ALL ON TABLE "public"."t" FROM "bob"',
      'GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."t" TO "bob"',
    ],
    ['REVOKE ALL ON TABLE "public"."t" FROM "bob"'],
  ],
  [
    14,
    'all privileges but one',
    table,
    `${table} GRANT ALL ON t TO bob; REVOKE UPDATE ON t FROM bob;`,
    [
      'REVOKE ALL ON TABLE "public"."t" FROM "bob"',
      'GRANT ALL ON TABLE "public"."t" TO "bob"',
      'REVOKE UPDATE ON TABLE "public"."t" FROM "bob"',
    ],
    ['REVOKE ALL ON TABLE "public"."t" FROM "bob"'],
  ],
  [
    14,
    'all privileges of tables to come',
    table,
    `${table} ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO bob;`,
    ['ALTER DEFAULT PRIVILEGES FOR ROLE CURRENT_USER GRANT ALL ON TABLES TO "bob"'],
    ['ALTER DEFAULT PRIVILEGES FOR ROLE CURRENT_USER REVOKE ALL ON TABLES FROM "bob"'],
  ],
])('for PostgreSQL %i: %s', async (major, _, before, after, up, down) => {
  assert.deepEqual(await written(before, after, major), { up, down, refusals: [] })
})

test('what the version does not know is refused, with the version that does', async () => {
  const { refusals } = await written(table, `${table} CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT;`, 14)
  assert.deepEqual(refusals, [
    {
      code: 'target',
      message:
        'PostgreSQL knows NULLS NOT DISTINCT since version 15, and the migration is for PostgreSQL 14: ' +
        'CREATE UNIQUE INDEX i ON public.t USING btree (a) NULLS NOT DISTINCT. When the database is newer, say so: --target 15.',
    },
  ])
})

test.each([
  ['what is asked for', 16, [15, 17], { major: 16, because: 'asked' }],
  ['the server that is to be changed', undefined, [15, 17], { major: 15, because: 'server' }],
  ['the server that is looked up to', undefined, [undefined, 17], { major: 17, because: 'server' }],
  ['the oldest when nothing is known', undefined, [undefined, undefined], { major: 14, because: 'assumed' }],
])('a migration is for %s', (_, asked, servers, target) => {
  assert.deepEqual(chooseTarget(asked, servers), target)
})

test.each(['13', '19', '15.3', 'new', ''])('%j is no version to write for', (text) => {
  assert.throws(() => parseMajor(text), { code: 'bad-option' })
})

function script(text: string) {
  return parseScript([{ file: 'schema.sql', text }], 'schema.sql')
}
