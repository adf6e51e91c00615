import assert from 'node:assert/strict'
import pg from 'pg'
import { afterAll, beforeAll, test } from 'vitest'
import { postgresServers } from '../../../src/adapters/postgres.ts'
import { apply } from '../../../src/migration/apply.ts'
import { rewriteOnline } from '../../../src/migration/online/online.ts'
import { planPair } from '../../../src/migration/pair.ts'
import { read } from '../../../src/migration/reading.ts'
import { type PostgresServer, startPostgres } from '../../support/postgres-server.ts'
import { reset, twoDatabases } from '../../support/two-databases.ts'

const databases = twoDatabases()
let server: PostgresServer | undefined
beforeAll(async () => {
  server = await startPostgres()
  if (!server) console.warn('No initdb on the PATH: how long writers wait for a migration is not tested.')
})
afterAll(() => server?.stop())

const before = `CREATE TABLE orgs (id int PRIMARY KEY);
  CREATE TABLE orders (id int PRIMARY KEY, org int, total int, CONSTRAINT once UNIQUE (id, org));
  CREATE INDEX by_total ON orders (total);`
const after = `CREATE TABLE orgs (id int PRIMARY KEY, name text);
  CREATE TABLE orders (id int PRIMARY KEY, org int NOT NULL REFERENCES orgs, total int CHECK (total >= 0), note text NOT NULL DEFAULT '',
    CONSTRAINT once UNIQUE (id, total));
  CREATE INDEX by_total ON orders (total, org);`

/** What a statement may wait for a lock, and as much again for a machine that is busy. */
const longestMs = 6000

test('writers go on while a pair changes their tables, there and back', async ({ skip }) => {
  if (!server) return skip()
  const { from, to } = databases
  await reset(from, before)
  await reset(to, after)
  const pair = await rewriteOnline(planPair((await read(from)).catalog, (await read(to)).catalog), from, to)
  server.psql(`${before} INSERT INTO orgs SELECT generate_series(1, 10);
    INSERT INTO orders SELECT g, g % 10 + 1, g FROM generate_series(1, 20000) g;`)
  const [writer, holder] = [await connect(server.url), await connect(server.url)]
  const stop = new AbortController()
  const waits: number[] = []
  const writing = (async () => {
    while (!stop.signal.aborted) {
      const start = performance.now()
      await writer.query('UPDATE orders SET total = total + 1 WHERE id = 1 + floor(random() * 19999)::int')
      waits.push(performance.now() - start)
    }
  })()
  await holder.query('BEGIN; UPDATE orders SET total = 1 WHERE id = 20000')
  setTimeout(() => holder.query('COMMIT'), 1500)
  const database = await postgresServers.open(server.url, 'read-write')
  const failures = [await apply(pair.up, database), await apply(pair.down, database)].map(({ failure }) => failure)
  stop.abort()
  await writing
  await Promise.all([writer.end(), holder.end(), database.close()])
  assert.deepEqual(failures, [undefined, undefined])
  assert.ok(waits.length > 50, `only ${waits.length} writes`)
  assert.ok(Math.max(...waits) < longestMs, `somebody waited ${Math.round(Math.max(...waits))} ms`)
})

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}
