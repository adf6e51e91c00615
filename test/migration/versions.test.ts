import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { formatOf } from '../../src/migration/formats/all.ts'
import { chooseVersions } from '../../src/migration/formats/versions.ts'

const now = new Date('2026-01-31T12:00:00.500Z')

const choose = (format: string, names: readonly string[], count = 1, timestamp?: string) =>
  chooseVersions(formatOf(format).versions, { names, count, now, timestamp })

describe('the version of a migration', () => {
  test.each([
    ['is the time in UTC', 'plain', [], ['20260131120000']],
    ['is in milliseconds for node-pg-migrate', 'node-pg-migrate', [], ['1769860800500']],
    ['is the next second when this one is taken', 'plain', ['20260131120000_a.sql'], ['20260131120001']],
    ['is later than one from a clock that is ahead', 'dbmate', ['20270101000000_a.sql'], ['20270101000001']],
    ['goes over the end of a year', 'dbmate', ['20261231235959_a.sql'], ['20270101000000']],
    ['is one more than a number that is no time', 'dbmate', ['20269999999999_a.sql'], ['20270000000000']],
    ['goes on counting', 'golang-migrate', ['000009_a.up.sql', '000009_a.down.sql'], ['000010']],
    ['goes on counting for Flyway', 'flyway', ['V9__a.sql', 'V10__b.sql', 'U10__b.sql'], ['11']],
    ['is the time after versions with points', 'flyway', ['V1.2__a.sql'], ['20260131120000']],
    ['is the time where ours stand among counted ones', 'plain', ['001_a.sql'], ['20260131120000']],
    ['is the time after dates', 'flyway', ['V20260101__a.sql'], ['20260131120000']],
    ['goes on in UTC for node-pg-migrate', 'node-pg-migrate', ['20270131120000500_a.sql'], ['20270131120000501']],
  ] as const)('%s', (_, format, names, wanted) => {
    assert.deepEqual(choose(format, names).versions, wanted)
  })

  test('of several migrations are one after the other', () => {
    assert.deepEqual(choose('dbmate', [], 3).versions, ['20260131120000', '20260131120001', '20260131120002'])
    assert.deepEqual(choose('flyway', ['V7__a.sql'], 2).versions, ['8', '9'])
  })

  test('is what the user asks for, and says what has overtaken it', () => {
    const chosen = choose('dbmate', ['20270101000000_a.sql'], 1, '20260131120000')
    assert.deepEqual(chosen, { versions: ['20260131120000'], overtaken: '20270101000000' })
  })

  test.each(['20260231120000', '20261301000000', '20260131250000'])('is no moment: %s', (timestamp) => {
    assert.throws(() => choose('plain', [], 1, timestamp), { code: 'bad-option' })
  })
})
