import assert from 'node:assert/strict'
import { test } from 'vitest'
import type { Location } from '../../src/base/finding.ts'
import { lineOf } from '../../src/schema/place.ts'
import { parseStatements } from '../../src/schema/statements.ts'

const sql = `-- Größe ändern ✓
CREATE TABLE users (
  id bigint PRIMARY KEY, -- 名前
  "E-Mail" text UNIQUE
);
CREATE TABLE app.orders (
  id bigint,
  user_id bigint REFERENCES users,
  CONSTRAINT positive CHECK (id > 0)
);

CREATE INDEX by_user ON app.orders (user_id);
ALTER TABLE ONLY app.orders
  ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
ALTER TABLE app.orders ADD FOREIGN KEY (id, user_id) REFERENCES pairs (a, b);
`

test.each<[string, Location, number | undefined]>([
  ['a table', { schema: 'app', table: 'orders' }, 6],
  ['a column', { table: 'users', column: 'E-Mail' }, 4],
  ['a foreign key without a name, at its column', { table: 'orders', constraint: 'orders_user_id_fkey' }, 8],
  ['a foreign key of two columns without a name', { table: 'orders', constraint: 'orders_id_user_id_fkey' }, 15],
  ['a named constraint in the table', { table: 'orders', constraint: 'positive' }, 9],
  ['a constraint that is added later', { table: 'orders', constraint: 'orders_pkey' }, 14],
  ['an index', { schema: 'app', table: 'orders', index: 'by_user' }, 12],
  ['the index of a constraint', { table: 'users', index: 'users_E-Mail_key' }, 4],
  ['the table, where the column is gone', { table: 'users', column: 'phone' }, 2],
  ['nothing, where the table is gone', { table: 'phones', column: 'phone' }, undefined],
  ['nothing in another schema', { schema: 'public', table: 'orders' }, undefined],
])('finds the line of %s', async (_, at, line) => {
  assert.equal(lineOf(at, await parseStatements(sql, 'schema.sql')), line)
})
