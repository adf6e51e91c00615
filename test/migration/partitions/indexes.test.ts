import assert from 'node:assert/strict'
import { test } from 'vitest'
import { compareScripts } from '../../../src/migration/compare.ts'
import { parseScript } from '../../../src/schema/script.ts'
import { reusedScratch } from '../../support/reused-scratch.ts'

const scratch = reusedScratch()

const parts = `CREATE TABLE "T" (a int NOT NULL, b int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF "T" FOR VALUES IN (1);
  CREATE TABLE p2 PARTITION OF "T" FOR VALUES IN (2);`
const levels = `${parts} CREATE TABLE p3 PARTITION OF "T" FOR VALUES IN (3) PARTITION BY LIST (b); CREATE TABLE p31 PARTITION OF p3 FOR VALUES IN (1);`
const index = `${parts} CREATE INDEX i ON "T" (b);`

test.each([
  [
    'an index comes to a partitioned table',
    parts,
    index,
    [
      'CREATE INDEX i ON ONLY public."T" USING btree (b)',
      'CREATE INDEX CONCURRENTLY p1_b_idx ON public.p1 USING btree (b)',
      'CREATE INDEX CONCURRENTLY p2_b_idx ON public.p2 USING btree (b)',
      'ALTER INDEX public.i ATTACH PARTITION public.p1_b_idx',
      'ALTER INDEX public.i ATTACH PARTITION public.p2_b_idx',
    ],
    ['DROP INDEX "public"."i"'],
  ],
  [
    'a partition has the index already',
    `${parts} CREATE INDEX "Mine" ON p1 (b);`,
    `${parts} CREATE INDEX "Mine" ON p1 (b); CREATE INDEX i ON "T" (b);`,
    [
      'CREATE INDEX i ON ONLY public."T" USING btree (b)',
      'CREATE INDEX CONCURRENTLY p2_b_idx ON public.p2 USING btree (b)',
      'ALTER INDEX public.i ATTACH PARTITION public."Mine"',
      'ALTER INDEX public.i ATTACH PARTITION public.p2_b_idx',
    ],
    ['DROP INDEX "public"."i"', 'CREATE INDEX CONCURRENTLY "Mine" ON public.p1 USING btree (b)'],
  ],
  [
    'an index finds its place',
    `${parts} CREATE INDEX i ON ONLY "T" (b); CREATE INDEX c ON p1 (b);`,
    `${parts} CREATE INDEX i ON ONLY "T" (b); CREATE INDEX c ON p1 (b); ALTER INDEX i ATTACH PARTITION c;`,
    ['ALTER INDEX public.i ATTACH PARTITION public.c'],
    [
      'DROP INDEX public.i',
      'CREATE INDEX i ON ONLY public."T" USING btree (b)',
      'CREATE INDEX CONCURRENTLY c ON public.p1 USING btree (b)',
    ],
  ],
  [
    'the index of a partition has another name',
    index,
    `${parts} CREATE INDEX i ON ONLY "T" (b); CREATE INDEX other ON p1 (b); ALTER INDEX i ATTACH PARTITION other;
     CREATE INDEX p2_b_idx ON p2 (b); ALTER INDEX i ATTACH PARTITION p2_b_idx;`,
    ['ALTER INDEX public.p1_b_idx RENAME TO other'],
    ['ALTER INDEX public.other RENAME TO p1_b_idx'],
  ],
  [
    'partitions have partitions',
    levels,
    `${levels} CREATE UNIQUE INDEX i ON "T" (a, b);`,
    [
      'CREATE UNIQUE INDEX i ON ONLY public."T" USING btree (a, b)',
      'CREATE UNIQUE INDEX CONCURRENTLY p1_a_b_idx ON public.p1 USING btree (a, b)',
      'CREATE UNIQUE INDEX CONCURRENTLY p2_a_b_idx ON public.p2 USING btree (a, b)',
      'CREATE UNIQUE INDEX p3_a_b_idx ON ONLY public.p3 USING btree (a, b)',
      'CREATE UNIQUE INDEX CONCURRENTLY p31_a_b_idx ON public.p31 USING btree (a, b)',
      'ALTER INDEX public.p3_a_b_idx ATTACH PARTITION public.p31_a_b_idx',
      'ALTER INDEX public.i ATTACH PARTITION public.p1_a_b_idx',
      'ALTER INDEX public.i ATTACH PARTITION public.p2_a_b_idx',
      'ALTER INDEX public.i ATTACH PARTITION public.p3_a_b_idx',
    ],
    ['DROP INDEX "public"."i"'],
  ],
  [
    'a partition comes, and PostgreSQL makes its index',
    index,
    `${index} CREATE TABLE p4 PARTITION OF "T" FOR VALUES IN (4);`,
    ['CREATE TABLE "public"."p4" PARTITION OF "public"."T" FOR VALUES IN (4)'],
    ['DROP TABLE "public"."p4"'],
  ],
  [
    'a key comes, which the partitions have first',
    parts,
    `${parts} ALTER TABLE "T" ADD UNIQUE (a, b);`,
    [
      'CREATE UNIQUE INDEX CONCURRENTLY p1_a_b_key ON public.p1 USING btree (a, b)',
      'ALTER TABLE public.p1 ADD CONSTRAINT p1_a_b_key UNIQUE USING INDEX p1_a_b_key',
      'CREATE UNIQUE INDEX CONCURRENTLY p2_a_b_key ON public.p2 USING btree (a, b)',
      'ALTER TABLE public.p2 ADD CONSTRAINT p2_a_b_key UNIQUE USING INDEX p2_a_b_key',
      'ALTER TABLE "public"."T" ADD CONSTRAINT "T_a_b_key" UNIQUE (a, b)',
    ],
    ['ALTER TABLE "public"."T" DROP CONSTRAINT "T_a_b_key"'],
  ],
  [
    'the key of a partition belongs to an index',
    `${parts} ALTER TABLE p1 ADD CONSTRAINT k UNIQUE (a, b);`,
    `${parts} CREATE UNIQUE INDEX i ON ONLY "T" (a, b); ALTER TABLE p1 ADD CONSTRAINT k UNIQUE (a, b); ALTER INDEX i ATTACH PARTITION k;
     CREATE UNIQUE INDEX c ON p2 (a, b); ALTER INDEX i ATTACH PARTITION c;`,
    [
      'CREATE UNIQUE INDEX i ON ONLY public."T" USING btree (a, b)',
      'CREATE UNIQUE INDEX CONCURRENTLY c ON public.p2 USING btree (a, b)',
      'ALTER INDEX public.i ATTACH PARTITION public.k',
      'ALTER INDEX public.i ATTACH PARTITION public.c',
    ],
    undefined,
  ],
] as const)('%s', async (_, before, after, up, down) => {
  const [from, to] = [await script(before), await script(after)]
  const { pair, refusals } = await compareScripts(from, to, { online: true }, scratch)
  assert.deepEqual(refusals, down === undefined ? refusals : [])
  assert.deepEqual(
    pair.up.steps.map(({ sql }) => sql),
    up,
  )
  if (down)
    assert.deepEqual(
      pair.down.steps.map(({ sql }) => sql),
      down,
    )
})

function script(text: string) {
  return parseScript([{ file: 'schema.sql', text }], 'schema.sql')
}
