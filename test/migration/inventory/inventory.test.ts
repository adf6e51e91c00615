import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { postgresServers } from '../../../src/adapters/postgres.ts'
import { discrepancies, readInventory } from '../../../src/migration/inventory/inventory.ts'
import type { Database } from '../../../src/ports/database.ts'
import { type PostgresServer, startPostgres } from '../../support/postgres-server.ts'
import { twoDatabases } from '../../support/two-databases.ts'

const schema = `
  CREATE TYPE mood AS ENUM ('glad', 'sad');
  CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, mood mood DEFAULT 'sad');
  CREATE TABLE orders (id bigint, user_id bigint REFERENCES users DEFERRABLE) PARTITION BY RANGE (id);
  CREATE TABLE first_orders PARTITION OF orders FOR VALUES FROM (1) TO (10);
  CREATE VIEW names AS SELECT name FROM users;`

/** What is done → what is said of it, where it was not done. */
const changes: Readonly<Record<string, string>> = {
  'ALTER TABLE users REPLICA IDENTITY FULL': 'the replica identity of table public.users is DEFAULT and should be FULL',
  'ALTER TABLE users ALTER name SET STORAGE MAIN':
    'the storage of column public.users.name is EXTENDED and should be MAIN',
  'DROP VIEW names': 'view public.names should not be there',
  'GRANT SELECT (name) ON users TO PUBLIC':
    'the privileges of column public.users.name is nothing and should be PUBLIC SELECT',
  "COMMENT ON TABLE first_orders IS 'x'": 'comment on table public.first_orders is not there',
}

async function tell(database: Database): Promise<void> {
  await database.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  await database.exec(schema)
  const before = await readInventory(database)
  assert.deepEqual(discrepancies(before, await readInventory(database)), [])
  for (const [sql, said] of Object.entries(changes)) {
    await database.exec(`BEGIN; ${sql}`)
    const found = discrepancies(before, await readInventory(database)).map(({ what }) => what)
    await database.exec('ROLLBACK')
    assert.ok(found.includes(said), `${sql}: ${found.join('\n')}`)
  }
}

describe('in PGlite', () => {
  const databases = twoDatabases()

  test('what is not the same is said in words', () => tell(databases.from))

  test('columns that come in another order are the same', async () => {
    const { from, to } = databases
    for (const database of [from, to]) await database.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
    await from.exec('CREATE TABLE a (x integer, y text NOT NULL, CHECK (x > 0))')
    await to.exec('CREATE TABLE a (gone text, y text, x integer, CHECK (x > 0))')
    await to.exec('ALTER TABLE a DROP gone; ALTER TABLE a ALTER y SET NOT NULL')
    assert.deepEqual(discrepancies(await readInventory(from), await readInventory(to)), [])
  })
})

describe('on a server of another version', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  }, 60_000)
  afterAll(() => server.stop())

  test('what is not the same is said in the same words', async () => {
    const database = await postgresServers.open(server.url, 'read-write')
    try {
      await tell(database)
    } finally {
      await database.close()
    }
  })
})
