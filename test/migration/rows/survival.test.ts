import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { journey as journeyIn } from '../../support/journey.ts'
import { twoDatabases } from '../../support/two-databases.ts'

const databases = twoDatabases()
const journey = (before: string, after: string) => journeyIn(before, after, databases)

describe('of a table that is changed and changed back', () => {
  test.each([
    // What stays as it is.
    ['a new column', 't (id int PRIMARY KEY)', 't (id int PRIMARY KEY, a text)', 'restored'],
    ['a new column with a default', 't (id int)', 't (id int, a int NOT NULL DEFAULT 1)', 'restored'],
    ['a wider varchar', 't (a varchar(20))', 't (a varchar(40))', 'restored'],
    ['varchar to text', 't (a varchar(20))', 't (a text)', 'restored'],
    ['int to bigint', 't (a int)', 't (a bigint)', 'restored'],
    ['int to text', 't (a int)', 't (a text)', 'restored'],
    ['text to int, of digits', 't (a text)', 't (a int)', 'restored'],
    ['more digits after the point', 't (a numeric(8,2))', 't (a numeric(10,4))', 'restored'],
    ['NOT NULL', 't (a text)', 't (a text NOT NULL)', 'restored'],
    ['a default', 't (a text)', "t (a text DEFAULT 'x')", 'restored'],
    ['a unique key', 't (a text)', 't (a text UNIQUE)', 'restored'],
    ['a primary key', 't (a text)', 't (a text PRIMARY KEY)', 'restored'],
    ['a check on numbers', 't (a int)', 't (a int CHECK (a BETWEEN 70 AND 80))', 'restored'],
    ['a check on words', 't (a text)', "t (a text CHECK (a IN ('new', 'old')))", 'restored'],
    ['a check by expression', 't (a text)', "t (a text CHECK (a ~ '^[A-Z]{2}-\\d{4}$'))", 'restored'],
    ['an identity column', 't (id int NOT NULL)', 't (id int GENERATED ALWAYS AS IDENTITY)', 'restored'],
    ['timestamptz to timestamp', 't (a timestamptz)', 't (a timestamp)', 'restored'],
    ['json to jsonb', 't (a json)', 't (a jsonb)', 'restored'],
    ['an array of a wider type', 't (a int[])', 't (a bigint[])', 'restored'],
    // What goes and comes back empty.
    ['a dropped column', 't (id int, a text)', 't (id int)', 'structure-only'],
    ['a dropped column with a default', "t (id int, a text NOT NULL DEFAULT 'x')", 't (id int)', 'structure-only'],
    ['two dropped columns', 't (id int, a text, b uuid)', 't (id int)', 'structure-only'],
    ['a renamed column that nobody said was one', 't (id int, a text)', 't (id int, b text)', 'structure-only'],
    // What is changed for good.
    ['fewer digits after the point', 't (a numeric(8,4))', 't (a numeric(8,2))', 'lost'],
    ['numeric to int', 't (a numeric(8,2))', 't (a int)', 'lost'],
    ['float to int', 't (a double precision)', 't (a int)', 'lost'],
    ['timestamptz to date', 't (a timestamptz)', 't (a date)', 'lost'],
    ['timestamp of fewer digits', 't (a timestamptz)', 't (a timestamptz(0))', 'lost'],
    ['an array of a narrower type', 't (a numeric(8,2)[])', 't (a int[])', 'lost'],
  ])('%s: %s -> %s is %s', async (_, before, after, verdict) => {
    const { survivals, stops } = await journey(`CREATE TABLE ${before}`, `CREATE TABLE ${after}`)
    assert.deepEqual(
      survivals.map((survival) => [survival.table, survival.verdict]),
      [['public.t', verdict]],
      JSON.stringify(survivals),
    )
    assert.deepEqual(stops, [])
  })
})

test('a dropped table comes back empty', async () => {
  const { survivals } = await journey('CREATE TABLE t (id int); CREATE TABLE u (id int)', 'CREATE TABLE u (id int)')
  assert.deepEqual(survivals, [
    {
      table: 'public.t',
      verdict: 'structure-only',
      why: 'The table is dropped and comes back empty.',
      seen: true,
      columns: [],
    },
  ])
})

test.each([
  [
    'keys that refer to other tables',
    'CREATE TABLE p (id uuid PRIMARY KEY); CREATE TABLE t (p uuid NOT NULL REFERENCES p, a text)',
  ],
  ['a key that refers to its own table', 'CREATE TABLE t (id int PRIMARY KEY, up int NOT NULL REFERENCES t, a text)'],
  [
    'keys in a circle',
    `CREATE TABLE p (id int PRIMARY KEY, t int NOT NULL); CREATE TABLE t (id int PRIMARY KEY, p int NOT NULL REFERENCES p, a text);
    ALTER TABLE p ADD FOREIGN KEY (t) REFERENCES t`,
  ],
  [
    'a domain with a check',
    "CREATE DOMAIN code AS text CHECK (VALUE ~ '^[A-Z]{3}$'); CREATE TABLE t (c code NOT NULL, a text)",
  ],
  ['an enum', "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE t (m mood NOT NULL, ms mood[] NOT NULL, a text)"],
  ['a check over two columns', 'CREATE TABLE t (low int NOT NULL, high int NOT NULL CHECK (high > low + 50), a text)'],
  ['a generated column', 'CREATE TABLE t (b int NOT NULL, c int GENERATED ALWAYS AS (b * 2) STORED, a text)'],
  [
    'a trigger that refuses',
    `CREATE TABLE t (b int NOT NULL, a text); CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE 'no'; END $$; CREATE TRIGGER no BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION no()`,
  ],
  [
    'partitions',
    `CREATE TABLE t (at date NOT NULL, a text) PARTITION BY RANGE (at);
    CREATE TABLE t1 PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')`,
  ],
  ['an awkward name', 'CREATE TABLE "Line ""Items" ("a b" int NOT NULL, a text)'],
])('rows are made for %s', async (_, sql) => {
  const table = /"Line/.test(sql) ? '"Line ""Items"' : 't'
  const { survivals, stops } = await journey(sql, `${sql}; ALTER TABLE ${table} DROP COLUMN a`)
  assert.ok(survivals.length > 0)
  for (const { verdict, why } of survivals) assert.equal(verdict, 'structure-only', why)
  assert.deepEqual(stops, [])
})

test('what stops at rows is named, with the statement, and the other tables are seen all the same', async () => {
  const others = 'CREATE TABLE u (id int, b text)'
  const { survivals, stops } = await journey(
    `CREATE TABLE t (id int); ${others}`,
    'CREATE TABLE t (id int, a text NOT NULL); CREATE TABLE u (id int)',
  )
  assert.deepEqual(
    stops.map(({ way, step, error }) => [way, step.subject.name, error.message]),
    [['up', 'a', 'column "a" of relation "t" contains null values']],
  )
  assert.deepEqual(
    survivals.map(({ table, verdict }) => [table, verdict]),
    [
      ['public.t', 'lost'],
      ['public.u', 'structure-only'],
    ],
  )
})

test.each([
  ['a narrower varchar', 't (a varchar(40))', 't (a varchar(10))'],
  ['text to varchar', 't (a text)', 't (a varchar(10))'],
  ['text to char', 't (a text NOT NULL UNIQUE)', 't (a char(10) NOT NULL UNIQUE)'],
])('%s stops at rows that are too long, and brings back those that fit', async (_, before, after) => {
  const { survivals, stops } = await journey(`CREATE TABLE ${before}`, `CREATE TABLE ${after}`)
  assert.deepEqual(
    stops.map(({ way, error }) => [way, error.message.replace(/ varying/, '')]),
    [['up', 'value too long for type character(10)']],
  )
  assert.deepEqual(
    survivals.map(({ verdict }) => verdict),
    ['restored'],
  )
})

test('a rollback that stops at rows is named', async () => {
  const { stops } = await journey('CREATE TABLE t (id int, a point NOT NULL)', 'CREATE TABLE t (id int)')
  assert.deepEqual(
    stops.map(({ way, error }) => [way, error.message]),
    [['down', 'column "a" of relation "t" contains null values']],
  )
})

test.each([
  'text',
  'varchar(3)',
  'int',
  'numeric(6,2)',
  'boolean',
  'uuid',
  'date',
  'timestamptz(3)',
  'jsonb',
  'text[]',
  'bytea',
  'interval',
])('a dropped NOT NULL column of type %s comes back on a table that holds rows', async (type) => {
  const { survivals, stops } = await journey(`CREATE TABLE t (id int, a ${type} NOT NULL)`, 'CREATE TABLE t (id int)')
  assert.deepEqual(stops, [])
  assert.equal(survivals[0]?.verdict, 'structure-only')
})
