import assert from 'node:assert/strict'
import { test } from 'vitest'
import { sayBack, settleAll } from '../../src/migration/array-casts.ts'
import { compareScripts } from '../../src/migration/compare.ts'
import { parseScript } from '../../src/schema/script.ts'
import { reusedScratch } from '../support/reused-scratch.ts'

const scratch = reusedScratch()

const written = `CREATE TABLE t (a varchar(9), CONSTRAINT known CHECK (a IN ('x', 'it''s', 'a],b')));`
const dumped = `CREATE TABLE t (a varchar(9),
  CONSTRAINT known CHECK (((a)::text = ANY ((ARRAY['x'::character varying, 'it''s'::character varying, 'a],b'::character varying])::text[]))));`

test.each([
  ['a list as somebody wrote it is the same as in a dump of it', written, dumped, []],
  [
    'a list that is added is there as it was written',
    'CREATE TABLE t (a varchar(9));',
    written,
    [
      "(ARRAY['x'::character varying, 'it''s'::character varying, 'a],b'::character varying]::character varying[])::text[]",
    ],
  ],
  [
    'a list that is added is there as it was dumped',
    'CREATE TABLE t (a varchar(9));',
    dumped,
    ["ARRAY[('x'::character varying)::text, ('it''s'::character varying)::text, ('a],b'::character varying)::text]"],
  ],
  [
    'a list is in a view, a policy and an index',
    written,
    `${written} CREATE VIEW v AS SELECT a FROM t WHERE a IN ('x', 'y');
     CREATE POLICY p ON t USING (a IN ('x', 'y')); CREATE INDEX i ON t (a) WHERE a IN ('x', 'y');`,
    Array(3).fill("(ARRAY['x'::character varying, 'y'::character varying]::character varying[])::text[]"),
  ],
])('%s', async (_, before, after, lists) => {
  const [from, to] = [await script(before), await script(after)]
  const { refusals, pair } = await compareScripts(from, to, { online: true }, scratch)
  assert.deepEqual(refusals, [])
  assert.deepEqual(
    pair.up.steps.flatMap(({ sql }) => /(?:\(ARRAY\[.*\]\)::text\[\]|ARRAY\[.*\])(?=\)+)/s.exec(sql)?.[0] ?? []),
    lists,
  )
})

test.each([
  ['numbers', 'n = ANY (ARRAY[(1)::numeric, (2)::numeric])'],
  ['columns', 'n = ANY ((ARRAY[a, b])::text[])'],
  ['an array that does not end', "(ARRAY['x'::character varying"],
  ['the text of a function', "CREATE OR REPLACE FUNCTION f() AS $$(ARRAY['x'::character varying])::text[]$$"],
])('%s stay as they are', (_, text) => {
  const spoken = new Map<string, string>()
  assert.deepEqual(settleAll({ text, list: [text] }, spoken), { text, list: [text] })
  assert.equal(sayBack(text, spoken), text)
})

function script(text: string) {
  return parseScript([{ file: 'schema.sql', text }], 'schema.sql')
}
