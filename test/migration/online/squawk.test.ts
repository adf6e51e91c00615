import assert from 'node:assert/strict'
import { test } from 'vitest'
import { plainText } from '../../../src/migration/formats/plain.ts'
import { rewriteOnline } from '../../../src/migration/online/online.ts'
import { planPair } from '../../../src/migration/pair.ts'
import { read } from '../../../src/migration/reading.ts'
import { findSquawk, squawk } from '../../support/squawk.ts'
import { reset, twoDatabases } from '../../support/two-databases.ts'

const databases = twoDatabases()
const program = findSquawk()
if (program === undefined)
  console.warn('There is no squawk for this machine: what it says of migrations is not tested.')

/** What would keep readers or writers waiting, or undo itself half-way. The other rules are of style, or of what was asked for. */
const blocking = new Set([
  'adding-field-with-default',
  'adding-foreign-key-constraint',
  'adding-not-nullable-field',
  'adding-required-field',
  'adding-serial-primary-key-field',
  'ban-alter-domain-with-add-constraint',
  'ban-concurrent-index-creation-in-transaction',
  'ban-uncommitted-transaction',
  'changing-column-type',
  'constraint-missing-not-valid',
  'disallowed-unique-constraint',
  'require-concurrent-index-creation',
  'require-concurrent-index-deletion',
  'require-concurrent-partition-detach',
  'require-concurrent-reindex',
  'require-lock-timeout',
  'require-statement-timeout',
  'require-timeout-settings',
  'syntax-error',
  'transaction-nesting',
])

const org = 'CREATE TABLE orgs (id int PRIMARY KEY, name text);'
const t = 'CREATE TABLE t (id int NOT NULL, org int, name text, n int, at timestamptz);'
const base = `${org} ${t}`
const numbered = base.replace('id int NOT NULL', 'id int PRIMARY KEY')

const parted = `${org} CREATE TABLE p (id int, org int, n int) PARTITION BY LIST (id);
  CREATE TABLE "P 1" PARTITION OF p FOR VALUES IN (1);
  CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2) PARTITION BY LIST (org);
  CREATE TABLE p21 PARTITION OF p2 FOR VALUES IN (1);`
/** They wait for nothing but their lock: the partitions have what they ask for. */
const takenOver = {
  reference: ['adding-foreign-key-constraint', 'constraint-missing-not-valid'],
  key: ['constraint-missing-not-valid', 'disallowed-unique-constraint'],
  primary: ['adding-serial-primary-key-field', 'constraint-missing-not-valid'],
}

interface Case {
  readonly change: string
  readonly before?: string
  /** After `before`, or a whole schema when that is not given to add to. */
  readonly add?: string
  readonly after?: string
  /** What is in the nature of the change, whatever it is written like. */
  readonly byNature?: readonly string[]
}

const cases: readonly Case[] = [
  { change: 'an index', add: 'CREATE INDEX i ON t (org);' },
  { change: 'a unique index', add: 'CREATE UNIQUE INDEX i ON t (org, n);' },
  { change: 'a partial index', add: 'CREATE INDEX i ON t (org) WHERE n > 0;' },
  { change: 'an index over an expression', add: 'CREATE INDEX i ON t (lower(name));' },
  { change: 'a hash index', add: 'CREATE INDEX i ON t USING hash (name);' },
  { change: 'an index with an awkward name', add: 'CREATE INDEX "Line ""Items" ON t (org);' },
  { change: 'two indexes', add: 'CREATE INDEX i ON t (org); CREATE INDEX j ON t (n);' },
  {
    change: 'another index of a name',
    before: `${base} CREATE INDEX i ON t (org);`,
    after: `${base} CREATE INDEX i ON t (n);`,
  },
  {
    change: 'an index of a materialized view',
    before: `${base} CREATE MATERIALIZED VIEW v AS SELECT n FROM t;`,
    add: 'CREATE INDEX i ON v (n);',
  },
  { change: 'a clustered index', add: 'CREATE INDEX i ON t (org); ALTER TABLE t CLUSTER ON i;' },
  { change: 'a unique key', add: 'ALTER TABLE t ADD CONSTRAINT u UNIQUE (org, n);' },
  {
    change: 'a unique key that may wait',
    add: 'ALTER TABLE t ADD CONSTRAINT u UNIQUE (n) DEFERRABLE INITIALLY DEFERRED;',
  },
  { change: 'a primary key', add: 'ALTER TABLE t ADD PRIMARY KEY (id);' },
  { change: 'a primary key over a column that may be NULL', add: 'ALTER TABLE t ADD PRIMARY KEY (org);' },
  { change: 'a primary key of two columns', add: 'ALTER TABLE t ADD CONSTRAINT two PRIMARY KEY (id, org);' },
  {
    change: 'another primary key',
    before: numbered,
    after: `${org} ${t} ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY (id, n);`,
  },
  {
    change: 'another unique key of a name',
    before: `${base} ALTER TABLE t ADD CONSTRAINT u UNIQUE (org);`,
    after: `${base} ALTER TABLE t ADD CONSTRAINT u UNIQUE (org, n);`,
  },
  { change: 'a foreign key', add: 'ALTER TABLE t ADD FOREIGN KEY (org) REFERENCES orgs;' },
  {
    change: 'a foreign key and its index',
    add: 'ALTER TABLE t ADD FOREIGN KEY (org) REFERENCES orgs; CREATE INDEX i ON t (org);',
  },
  { change: 'a foreign key to itself', before: numbered, add: 'ALTER TABLE t ADD FOREIGN KEY (n) REFERENCES t;' },
  { change: 'a foreign key that may wait', add: 'ALTER TABLE t ADD FOREIGN KEY (org) REFERENCES orgs DEFERRABLE;' },
  { change: 'a foreign key of a column that comes with it', add: 'ALTER TABLE t ADD COLUMN o int REFERENCES orgs;' },
  {
    change: 'a foreign key that stays NOT VALID',
    add: 'ALTER TABLE t ADD FOREIGN KEY (org) REFERENCES orgs NOT VALID;',
  },
  {
    change: 'another foreign key of a name',
    before: `${base} ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (org) REFERENCES orgs;`,
    after: `${base} ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (org) REFERENCES orgs ON DELETE CASCADE;`,
  },
  {
    change: 'a foreign key to a new table',
    add: 'CREATE TABLE o (id int PRIMARY KEY); ALTER TABLE t ADD FOREIGN KEY (org) REFERENCES o;',
  },
  { change: 'a check', add: 'ALTER TABLE t ADD CHECK (n > 0);' },
  { change: 'a check of a column that comes with it', add: 'ALTER TABLE t ADD COLUMN m int CHECK (m > 0);' },
  { change: 'a check that is not inherited', add: 'ALTER TABLE t ADD CONSTRAINT c CHECK (n > 0) NO INHERIT;' },
  {
    change: 'another check of a name',
    before: `${base} ALTER TABLE t ADD CONSTRAINT c CHECK (n > 0);`,
    after: `${base} ALTER TABLE t ADD CONSTRAINT c CHECK (n > 1);`,
  },
  { change: 'NOT NULL', add: 'ALTER TABLE t ALTER n SET NOT NULL;' },
  { change: 'NOT NULL of two columns', add: 'ALTER TABLE t ALTER n SET NOT NULL, ALTER org SET NOT NULL;' },
  { change: 'NOT NULL and a default', add: 'ALTER TABLE t ALTER n SET DEFAULT 0, ALTER n SET NOT NULL;' },
  { change: 'NOT NULL of a partitioned table', before: parted, add: 'ALTER TABLE p ALTER n SET NOT NULL;' },
  { change: 'a check of a partitioned table', before: parted, add: 'ALTER TABLE p ADD CHECK (n > 0);' },
  {
    change: 'a foreign key of a partitioned table',
    before: parted,
    add: 'ALTER TABLE p ADD FOREIGN KEY (org) REFERENCES orgs ON DELETE CASCADE;',
    byNature: takenOver.reference,
  },
  {
    change: 'a unique key of a partitioned table',
    before: parted,
    add: 'ALTER TABLE p ADD UNIQUE (id, org) DEFERRABLE;',
    byNature: takenOver.key,
  },
  {
    change: 'a primary key of a partitioned table',
    before: parted,
    add: 'ALTER TABLE p ADD PRIMARY KEY (org, id);',
    byNature: takenOver.primary,
  },
  { change: 'an identity', add: 'ALTER TABLE t ALTER id ADD GENERATED BY DEFAULT AS IDENTITY;' },
  {
    change: 'an identity of a column that may be NULL',
    add: 'ALTER TABLE t ALTER n SET NOT NULL, ALTER n ADD GENERATED ALWAYS AS IDENTITY;',
  },
  { change: 'a column', add: 'ALTER TABLE t ADD COLUMN c text;' },
  { change: 'a column with a default', add: 'ALTER TABLE t ADD COLUMN c int DEFAULT 1;' },
  { change: 'a NOT NULL column with a default', add: "ALTER TABLE t ADD COLUMN c text NOT NULL DEFAULT 'x';" },
  { change: 'a column that says when', add: 'ALTER TABLE t ADD COLUMN c timestamptz NOT NULL DEFAULT now();' },
  {
    change: 'a column with a default of its own for each row',
    add: 'ALTER TABLE t ADD COLUMN c uuid NOT NULL DEFAULT gen_random_uuid();',
    byNature: ['adding-field-with-default'],
  },
  {
    change: 'a generated column',
    add: 'ALTER TABLE t ADD COLUMN c int GENERATED ALWAYS AS (n * 2) STORED;',
    byNature: ['adding-field-with-default'],
  },
  {
    change: 'a column that counts',
    add: 'ALTER TABLE t ADD COLUMN c int GENERATED ALWAYS AS IDENTITY;',
    byNature: ['adding-field-with-default'],
  },
  { change: 'a required column', add: 'ALTER TABLE t ADD COLUMN c int NOT NULL;', byNature: ['adding-required-field'] },
  { change: 'a column that goes', after: base.replace(', n int', '') },
  { change: 'a wider type', after: base.replace('n int', 'n bigint'), byNature: ['changing-column-type'] },
  { change: 'a default', add: 'ALTER TABLE t ALTER n SET DEFAULT 3;' },
  { change: 'a comment', add: "COMMENT ON TABLE t IS 'what';" },
  { change: 'statistics', add: 'ALTER TABLE t ALTER n SET STATISTICS 500;' },
  { change: 'storage parameters', add: 'ALTER TABLE t SET (fillfactor = 70);' },
  {
    change: 'a trigger',
    before: `${base} CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';`,
    add: 'CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f();',
  },
  { change: 'row security', add: 'ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (n > 0);' },
  { change: 'a view', add: 'CREATE VIEW v AS SELECT n FROM t;' },
  {
    change: 'another view of a name',
    before: `${base} CREATE VIEW v AS SELECT n FROM t;`,
    after: `${base} CREATE VIEW v AS SELECT n, org FROM t WHERE n > 0;`,
  },
  { change: 'a function', add: "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';" },
  {
    change: 'a value of an enum',
    before: "CREATE TYPE s AS ENUM ('a'); CREATE TABLE t (s s);",
    after: "CREATE TYPE s AS ENUM ('a', 'b'); CREATE TABLE t (s s);",
    // The way back takes a value away, which takes another type.
    byNature: ['changing-column-type'],
  },
  {
    change: 'a value of an enum, as a default',
    before: "CREATE TYPE s AS ENUM ('a'); CREATE TABLE t (s s);",
    after: "CREATE TYPE s AS ENUM ('a', 'b'); CREATE TABLE t (s s DEFAULT 'b');",
    // The way back takes a value away, which takes another type.
    byNature: ['changing-column-type'],
  },
  {
    change: 'a check of a domain',
    before: 'CREATE DOMAIN d AS int; CREATE TABLE t (d d);',
    after: 'CREATE DOMAIN d AS int CONSTRAINT c CHECK (VALUE > 0); CREATE TABLE t (d d);',
    byNature: ['ban-alter-domain-with-add-constraint'],
  },
  { change: 'a table', add: 'CREATE TABLE s (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int CHECK (n > 0));' },
  { change: 'a table that goes', after: org },
  { change: 'a sequence', add: 'CREATE SEQUENCE s;' },
  {
    change: 'an exclusion',
    add: 'ALTER TABLE t ADD EXCLUDE USING gist (tstzrange(at, at) WITH &&);',
    byNature: ['constraint-missing-not-valid'],
  },
]

test.skipIf(program === undefined).each(cases)(
  '$change',
  async ({ before = base, add = '', after = `${before} ${add}`, byNature = [] }) => {
    const { from, to } = databases
    await reset(from, before)
    await reset(to, after)
    const pair = await rewriteOnline(planPair((await read(from)).catalog, (await read(to)).catalog), from, to)
    const remarks = [pair.up, pair.down].flatMap((delta) => {
      const sql = plainText([], delta)
      const found = squawk(program ?? '', sql, 15).filter(({ rule }) => blocking.has(rule))
      return found
        .filter(({ rule }) => !byNature.includes(rule))
        .map(
          ({ rule, line }) =>
            `${rule}: ${sql
              .split('\n')
              .slice(line - 1)
              .join(' ')
              .slice(0, 120)}`,
        )
    })
    assert.deepEqual(remarks, [])
  },
)
