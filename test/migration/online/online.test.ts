import assert from 'node:assert/strict'
import { test } from 'vitest'
import { rewriteOnline } from '../../../src/migration/online/online.ts'
import { planPair } from '../../../src/migration/pair.ts'
import { prove } from '../../../src/migration/proof.ts'
import { read } from '../../../src/migration/reading.ts'
import { reset, twoDatabases } from '../../support/two-databases.ts'

const databases = twoDatabases()

const users = 'CREATE TABLE users (id int PRIMARY KEY, email text);'
const orders = 'CREATE TABLE orders (id int, user_id int, total int, state text);'
const parted = `CREATE TABLE p (a int, b int) PARTITION BY LIST (a);
  CREATE TABLE "P 1" PARTITION OF p FOR VALUES IN (1);
  CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2) PARTITION BY LIST (b);
  CREATE TABLE p21 PARTITION OF p2 FOR VALUES IN (1);`

test.each([
  {
    change: 'an index',
    before: orders,
    after: `${orders} CREATE UNIQUE INDEX by_user ON orders (user_id, lower(state)) WHERE total > 0;`,
    up: [
      'CREATE UNIQUE INDEX CONCURRENTLY by_user ON public.orders USING btree (user_id, lower(state)) WHERE (total > 0)',
    ],
    down: ['DROP INDEX CONCURRENTLY "public"."by_user"'],
  },
  {
    change: 'another index under the same name',
    before: `${orders} CREATE INDEX "By User" ON orders (user_id);`,
    after: `${orders} CREATE INDEX "By User" ON orders (user_id, total);`,
    up: [
      'CREATE INDEX CONCURRENTLY "By User_next" ON public.orders USING btree (user_id, total)',
      'ALTER INDEX public."By User" RENAME TO "By User_last"',
      'ALTER INDEX public."By User_next" RENAME TO "By User"',
      'DROP INDEX CONCURRENTLY public."By User_last"',
    ],
    down: [
      'CREATE INDEX CONCURRENTLY "By User_next" ON public.orders USING btree (user_id)',
      'ALTER INDEX public."By User" RENAME TO "By User_last"',
      'ALTER INDEX public."By User_next" RENAME TO "By User"',
      'DROP INDEX CONCURRENTLY public."By User_last"',
    ],
  },
  {
    change: 'another index under the same name, over a column that comes with it',
    before: `${orders} CREATE INDEX i ON orders (user_id);`,
    after: `${orders.replace(');', ', note text);')} CREATE INDEX i ON orders (note);`,
    up: [
      'DROP INDEX CONCURRENTLY "public"."i"',
      'ALTER TABLE "public"."orders" ADD COLUMN "note" text',
      'CREATE INDEX CONCURRENTLY i ON public.orders USING btree (note)',
    ],
    down: [
      'DROP INDEX CONCURRENTLY "public"."i"',
      'ALTER TABLE "public"."orders" DROP COLUMN "note"',
      'CREATE INDEX CONCURRENTLY i ON public.orders USING btree (user_id)',
    ],
  },
  {
    change: 'an index of a materialized view',
    before: `${orders} CREATE MATERIALIZED VIEW sums AS SELECT user_id FROM orders;`,
    after: `${orders} CREATE MATERIALIZED VIEW sums AS SELECT user_id FROM orders; CREATE INDEX s ON sums (user_id);`,
    up: ['CREATE INDEX CONCURRENTLY s ON public.sums USING btree (user_id)'],
    down: ['DROP INDEX CONCURRENTLY "public"."s"'],
  },
  {
    change: 'a foreign key',
    before: users + orders,
    after: `${users} ${orders} ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE;`,
    up: [
      'ALTER TABLE "public"."orders" ADD CONSTRAINT "orders_user_id_fkey" FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE NOT VALID',
      'commit',
      'ALTER TABLE public.orders VALIDATE CONSTRAINT orders_user_id_fkey',
      'commit',
    ],
    down: ['ALTER TABLE "public"."orders" DROP CONSTRAINT "orders_user_id_fkey"'],
  },
  {
    change: 'a check',
    before: orders,
    after: `${orders} ALTER TABLE orders ADD CONSTRAINT "is FOREIGN KEY (" CHECK (total > 0);`,
    up: [
      'ALTER TABLE "public"."orders" ADD CONSTRAINT "is FOREIGN KEY (" CHECK ((total > 0)) NOT VALID',
      'commit',
      'ALTER TABLE public.orders VALIDATE CONSTRAINT "is FOREIGN KEY ("',
      'commit',
    ],
    down: ['ALTER TABLE "public"."orders" DROP CONSTRAINT "is FOREIGN KEY ("'],
  },
  {
    change: 'a check that is to stay NOT VALID',
    before: orders,
    after: `${orders} ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;`,
    up: ['ALTER TABLE "public"."orders" ADD CONSTRAINT "positive" CHECK ((total > 0)) NOT VALID'],
    down: ['ALTER TABLE "public"."orders" DROP CONSTRAINT "positive"'],
  },
  {
    change: 'a unique key',
    before: orders,
    after: `${orders} ALTER TABLE orders ADD CONSTRAINT "one each" UNIQUE NULLS NOT DISTINCT (user_id) INCLUDE (total) DEFERRABLE;`,
    up: [
      'CREATE UNIQUE INDEX CONCURRENTLY "one each" ON public.orders USING btree (user_id) INCLUDE (total) NULLS NOT DISTINCT',
      'ALTER TABLE public.orders ADD CONSTRAINT "one each" UNIQUE USING INDEX "one each" DEFERRABLE',
    ],
    down: ['ALTER TABLE "public"."orders" DROP CONSTRAINT "one each"'],
  },
  {
    change: 'NOT NULL',
    before: orders,
    after: `${orders} ALTER TABLE orders ALTER total SET NOT NULL;`,
    up: [
      'ALTER TABLE public.orders ADD CONSTRAINT total_is_not_null CHECK (total IS NOT NULL) NOT VALID',
      'commit',
      'ALTER TABLE public.orders VALIDATE CONSTRAINT total_is_not_null',
      'commit',
      'ALTER TABLE "public"."orders" ALTER COLUMN "total" SET NOT NULL',
      'ALTER TABLE public.orders DROP CONSTRAINT total_is_not_null',
    ],
    down: ['ALTER TABLE "public"."orders" ALTER COLUMN "total" DROP NOT NULL'],
  },
  {
    change: 'a primary key over a column that may be NULL',
    before: orders,
    after: `${orders} ALTER TABLE orders ADD PRIMARY KEY (id);`,
    up: [
      'ALTER TABLE public.orders ADD CONSTRAINT id_is_not_null CHECK (id IS NOT NULL) NOT VALID',
      'commit',
      'ALTER TABLE public.orders VALIDATE CONSTRAINT id_is_not_null',
      'commit',
      'ALTER TABLE "public"."orders" ALTER COLUMN "id" SET NOT NULL',
      'ALTER TABLE public.orders DROP CONSTRAINT id_is_not_null',
      'CREATE UNIQUE INDEX CONCURRENTLY orders_pkey ON public.orders USING btree (id)',
      'ALTER TABLE public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey',
    ],
    down: [
      'ALTER TABLE "public"."orders" DROP CONSTRAINT "orders_pkey"',
      'ALTER TABLE "public"."orders" ALTER COLUMN "id" DROP NOT NULL',
    ],
  },
  {
    change: 'a check of a domain',
    before: 'CREATE DOMAIN price AS int; CREATE TABLE t (m price);',
    after: 'CREATE DOMAIN price AS int CONSTRAINT positive CHECK (VALUE > 0); CREATE TABLE t (m price);',
    up: [
      'ALTER DOMAIN "public"."price" ADD CONSTRAINT "positive" CHECK ((VALUE > 0)) NOT VALID',
      'commit',
      'ALTER DOMAIN "public"."price" VALIDATE CONSTRAINT positive',
      'commit',
    ],
    down: ['ALTER DOMAIN "public"."price" DROP CONSTRAINT "positive"'],
  },
  {
    change: 'a table with an index and a key, which nobody uses yet',
    before: users,
    after: `${users} CREATE TABLE t (id int PRIMARY KEY, u int REFERENCES users); CREATE INDEX i ON t (u);`,
    up: [
      'CREATE TABLE "public"."t" ("id" integer NOT NULL, "u" integer, CONSTRAINT "t_pkey" PRIMARY KEY (id))',
      'ALTER TABLE "public"."t" ADD CONSTRAINT "t_u_fkey" FOREIGN KEY (u) REFERENCES public.users(id)',
      'CREATE INDEX i ON public.t USING btree (u)',
    ],
    down: ['ALTER TABLE "public"."t" DROP CONSTRAINT "t_u_fkey"', 'DROP TABLE "public"."t"'],
  },
  {
    change: 'another unique key under the same name, which is never missing',
    before: `${orders} ALTER TABLE orders ADD CONSTRAINT once UNIQUE (id);`,
    after: `${orders} ALTER TABLE orders ADD CONSTRAINT once UNIQUE (id, user_id);`,
    up: [
      'CREATE UNIQUE INDEX CONCURRENTLY once_next ON public.orders USING btree (id, user_id)',
      'ALTER TABLE "public"."orders" DROP CONSTRAINT "once"',
      'ALTER TABLE public.orders ADD CONSTRAINT once UNIQUE USING INDEX once_next',
    ],
    down: [
      'CREATE UNIQUE INDEX CONCURRENTLY once_next ON public.orders USING btree (id)',
      'ALTER TABLE "public"."orders" DROP CONSTRAINT "once"',
      'ALTER TABLE public.orders ADD CONSTRAINT once UNIQUE USING INDEX once_next',
    ],
  },
  {
    change: 'a column of each of two tables, whose locks are not held together',
    before: users + orders,
    after: `${users} ${orders} ALTER TABLE users ADD a int, ADD b int; ALTER TABLE orders ADD a int;`,
    up: [
      'ALTER TABLE "public"."orders" ADD COLUMN "a" integer',
      'commit',
      'ALTER TABLE "public"."users" ADD COLUMN "a" integer',
      'ALTER TABLE "public"."users" ADD COLUMN "b" integer',
    ],
    down: [
      'ALTER TABLE "public"."orders" DROP COLUMN "a"',
      'commit',
      'ALTER TABLE "public"."users" DROP COLUMN "a"',
      'ALTER TABLE "public"."users" DROP COLUMN "b"',
    ],
  },
  {
    change: 'a foreign key of a partitioned table, which its partitions have first',
    before: `${users} ${parted}`,
    after: `${users} ${parted} ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES users DEFERRABLE;`,
    up: [
      'ALTER TABLE public."P 1" ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES public.users(id) DEFERRABLE NOT VALID',
      'commit',
      'ALTER TABLE public."P 1" VALIDATE CONSTRAINT f',
      'commit',
      'ALTER TABLE public.p21 ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES public.users(id) DEFERRABLE NOT VALID',
      'commit',
      'ALTER TABLE public.p21 VALIDATE CONSTRAINT f',
      'commit',
      'ALTER TABLE "public"."p" ADD CONSTRAINT "f" FOREIGN KEY (a) REFERENCES public.users(id) DEFERRABLE',
    ],
    down: ['ALTER TABLE "public"."p" DROP CONSTRAINT "f"'],
  },
  {
    change: 'a partition that comes, which locks the partitioned table',
    before: `${parted} ${orders}`,
    after: `${parted} CREATE TABLE p3 PARTITION OF p FOR VALUES IN (3); ${orders} ALTER TABLE orders ADD note text;`,
    up: [
      'CREATE TABLE "public"."p3" PARTITION OF "public"."p" FOR VALUES IN (3)',
      'commit',
      'ALTER TABLE "public"."orders" ADD COLUMN "note" text',
    ],
    down: ['ALTER TABLE "public"."orders" DROP COLUMN "note"', 'commit', 'DROP TABLE "public"."p3"'],
  },
  {
    change: 'a key of a partitioned table, which its partitions have first',
    before: parted,
    after: `${parted} ALTER TABLE p ADD CONSTRAINT k UNIQUE (a, b);`,
    up: [
      'CREATE UNIQUE INDEX CONCURRENTLY "P 1_a_b_key" ON public."P 1" USING btree (a, b)',
      'ALTER TABLE public."P 1" ADD CONSTRAINT "P 1_a_b_key" UNIQUE USING INDEX "P 1_a_b_key"',
      'CREATE UNIQUE INDEX CONCURRENTLY p21_a_b_key ON public.p21 USING btree (a, b)',
      'ALTER TABLE public.p21 ADD CONSTRAINT p21_a_b_key UNIQUE USING INDEX p21_a_b_key',
      'commit',
      'ALTER TABLE "public"."p" ADD CONSTRAINT "k" UNIQUE (a, b)',
    ],
    down: ['ALTER TABLE "public"."p" DROP CONSTRAINT "k"'],
  },
  {
    change: 'an index of a partitioned table, which PostgreSQL cannot build concurrently',
    before: 'CREATE TABLE t (a int) PARTITION BY LIST (a);',
    after: 'CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE INDEX i ON t (a);',
    up: ['CREATE INDEX i ON ONLY public.t USING btree (a)'],
    down: ['DROP INDEX "public"."i"'],
  },
])('$change', async ({ before, after, up, down }) => {
  const { from, to } = databases
  await reset(from, before)
  await reset(to, after)
  const [source, target] = [await read(from), await read(to)]
  const pair = await rewriteOnline(planPair(source.catalog, target.catalog), from, to)
  const lines = (way: 'up' | 'down') =>
    pair[way].steps.flatMap(({ sql, boundary }) => [
      ...(boundary.before ? ['commit'] : []),
      sql,
      ...(boundary.after ? ['commit'] : []),
    ])
  assert.deepEqual([lines('up'), lines('down')], [up, down])
  assert.deepEqual((await prove(pair, { from: source, to: target }, from)).refusals, [])
})
