import assert from 'node:assert/strict'
import { test } from 'vitest'
import { markBrief } from '../../src/migration/online/brief.ts'
import { settingsOf } from '../../src/migration/timeouts.ts'

const lockTimeout = { name: 'lock_timeout', value: '3s' }

test.each([
  { sql: 'ALTER TABLE t DROP COLUMN a', limit: '15s' },
  { sql: 'ALTER TABLE t ALTER a SET DEFAULT 1, ALTER b DROP NOT NULL', limit: '15s' },
  { sql: 'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID', limit: '15s' },
  { sql: 'ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX u', limit: '15s' },
  { sql: 'CREATE VIEW v AS SELECT 1', limit: '15s' },
  { sql: 'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)', limit: '0' },
  { sql: 'ALTER TABLE t DROP COLUMN a, ALTER b TYPE bigint', limit: '0' },
  { sql: 'ALTER TABLE t VALIDATE CONSTRAINT c', limit: '0' },
  { sql: 'ALTER TABLE t ALTER a SET NOT NULL', limit: '0' },
  { sql: 'ALTER TABLE t ADD COLUMN c uuid DEFAULT gen_random_uuid()', limit: '0' },
  { sql: 'UPDATE t SET a = 1', limit: '0' },
  { sql: 'CREATE MATERIALIZED VIEW v AS SELECT 1', limit: '0' },
])('`$sql` may run for $limit', async ({ sql, limit }) => {
  const step = {
    sql,
    verb: 'alter',
    subject: { kind: 'table', name: 't' },
    tables: [],
    transactional: true,
    boundary: { before: false, after: false },
    lock: 'accessExclusive',
    losesData: false,
  } as const
  const segment = { transactional: true, steps: await markBrief([step]) }
  assert.deepEqual(settingsOf(segment, [lockTimeout]), [lockTimeout, { name: 'statement_timeout', value: limit }])
  assert.deepEqual(settingsOf(segment, []), [])
})
