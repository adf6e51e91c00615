import assert from 'node:assert/strict'
import { test } from 'vitest'
import { newestFeature } from '../../../src/migration/target/features.ts'

test.each([
  [18, 'a virtual generated column', 'ALTER TABLE t ADD COLUMN b int GENERATED ALWAYS AS (a * 2) VIRTUAL'],
  [18, 'WITHOUT OVERLAPS', 'ALTER TABLE t ADD PRIMARY KEY (a, r WITHOUT OVERLAPS)'],
  [18, 'a foreign key over a PERIOD', 'ALTER TABLE t ADD FOREIGN KEY (a, PERIOD r) REFERENCES x (a, PERIOD r)'],
  [18, 'NOT ENFORCED', 'ALTER TABLE t ADD CHECK (a > 0) NOT ENFORCED NOT VALID'],
  [18, 'NOT NULL as a constraint of its own', 'ALTER TABLE t ADD CONSTRAINT n NOT NULL a NOT VALID'],
  [18, 'NOT NULL as a constraint of its own', 'ALTER DOMAIN d ADD CONSTRAINT n NOT NULL'],
  [18, 'ALTER CONSTRAINT … ENFORCED or INHERIT', 'ALTER TABLE t ALTER CONSTRAINT c NOT ENFORCED'],
  [18, 'the function uuidv7', 'CREATE TABLE t (id uuid DEFAULT uuidv7())'],
  [17, 'the privilege MAINTAIN', 'GRANT MAINTAIN ON t TO ann'],
  [17, 'SET EXPRESSION', 'ALTER TABLE t ALTER COLUMN a SET EXPRESSION AS (b + 1)'],
  [17, 'JSON_TABLE', "CREATE VIEW v AS SELECT * FROM t, JSON_TABLE(a, '$' COLUMNS (x int)) j"],
  [17, 'JSON_VALUE, JSON_QUERY and JSON_EXISTS', "CREATE VIEW v AS SELECT JSON_VALUE(a, '$') FROM t"],
  [17, 'JSON(…) and JSON_SCALAR', 'CREATE VIEW v AS SELECT JSON_SCALAR(1)'],
  [
    17,
    'RETURNING of MERGE',
    'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE RETURNING 1; END',
  ],
  [16, 'STORAGE of a new column', 'CREATE TABLE t (a text STORAGE external)'],
  [16, 'IS JSON', 'ALTER TABLE t ADD CHECK (a IS JSON)'],
  [16, 'JSON_OBJECT and JSON_ARRAY', 'CREATE VIEW v AS SELECT JSON_OBJECT(1: 2)'],
  [16, 'GRANT … WITH INHERIT or SET', 'GRANT a TO b WITH INHERIT TRUE'],
  [16, 'rules of a collation', "CREATE COLLATION c (provider = icu, locale = 'und', rules = '&a < b')"],
  [16, 'the function any_value', 'CREATE VIEW v AS SELECT pg_catalog.any_value(a) FROM t'],
  [15, 'NULLS NOT DISTINCT', 'CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT'],
  [15, 'NULLS NOT DISTINCT', 'ALTER TABLE t ADD UNIQUE NULLS NOT DISTINCT (a)'],
  [15, 'SET NULL of some columns', 'ALTER TABLE t ADD FOREIGN KEY (a, b) REFERENCES x ON DELETE SET NULL (a)'],
  [15, 'security_invoker', 'ALTER VIEW v SET (security_invoker = true)'],
  [15, 'rows or columns of a publication', 'CREATE PUBLICATION p FOR TABLE t WHERE (a > 1)'],
  [15, 'the schemas of a publication', 'CREATE PUBLICATION p FOR TABLES IN SCHEMA s'],
  [
    15,
    'MERGE',
    'CREATE FUNCTION f() RETURNS void BEGIN ATOMIC MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE; END',
  ],
  [15, 'SET ACCESS METHOD', 'ALTER TABLE t SET ACCESS METHOD heap'],
  [15, 'the function regexp_like', "ALTER TABLE t ADD CHECK (regexp_like(a, 'x'))"],
])('PostgreSQL knows since %i: %s', async (since, name, sql) => {
  const feature = await newestFeature(sql)
  assert.deepEqual([feature?.since, feature?.name], [since, name])
})

test.each([
  ['a function of the user', 'CREATE TABLE t (id uuid DEFAULT public.uuidv7())'],
  ['a name in a text', "COMMENT ON TABLE t IS 'uuidv7() NULLS NOT DISTINCT'"],
  ['a check', 'ALTER TABLE t ADD CHECK (a > 0) NOT VALID'],
  ['a foreign key', 'ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES x ON DELETE SET NULL NOT VALID'],
  ['a stored generated column', 'ALTER TABLE t ADD COLUMN b int GENERATED ALWAYS AS (a * 2) STORED'],
  ['a named NOT NULL of a new domain, whose name is only overlooked', 'CREATE DOMAIN d AS text CONSTRAINT n NOT NULL'],
  ['a membership', 'GRANT a TO b WITH ADMIN OPTION'],
])('every version knows %s', async (_, sql) => {
  assert.equal(await newestFeature(sql), undefined)
})
