import assert from 'node:assert/strict'
import { test } from 'vitest'
import { compareResultSchema } from '../../src/commands/db-compare.ts'
import { reusedScratch } from '../support/reused-scratch.ts'
import { cliOver } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const runCli = cliOver(reusedScratch())

const before = `CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE t (a int, b int, old text); CREATE INDEX i ON t (b);
  CREATE TABLE p (k int, b int) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);`
const after = `CREATE TABLE u (id int PRIMARY KEY);
  CREATE TABLE t (a int NOT NULL UNIQUE CHECK (a > 0), b int REFERENCES u);
  CREATE INDEX j ON t (b);
  CREATE TABLE n (id int PRIMARY KEY, a int REFERENCES u); CREATE INDEX ON n (a);
  CREATE TABLE p (k int, b int NOT NULL REFERENCES u, PRIMARY KEY (k, b), UNIQUE (b, k)) PARTITION BY LIST (k);
  CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);`

async function hazards(online: 'on' | 'off'): Promise<readonly string[]> {
  const folder = temporaryFolder({ 'a.sql': before, 'b.sql': after })
  const run = await runCli('db', 'compare', `${folder}/a.sql`, `${folder}/b.sql`, '--online', online, '--json')
  const { verdict, hazards: found } = compareResultSchema.parse(JSON.parse(run.stdout))
  assert.equal(verdict, 'proved')
  return [...new Set(found.map(({ rule, lock }) => `${rule} ${lock}`))].sort()
}

test('a generated pair raises what blocks tables that are there before, and nothing for new ones', async () => {
  assert.deepEqual(await hazards('off'), [
    'blocking-index-build share',
    'blocking-index-drop accessExclusive',
    'data-loss accessExclusive',
    'immediate-check-validation accessExclusive',
    'immediate-foreign-key-validation shareRowExclusive',
    'not-null-scan accessExclusive',
    'primary-key-index-build accessExclusive',
    'unique-constraint-index-build accessExclusive',
  ])
})

test('written online, it raises only what stays dangerous', async () => {
  assert.deepEqual(await hazards('on'), ['data-loss accessExclusive'])
})
