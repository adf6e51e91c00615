import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, test } from 'vitest'
import { postgresServers } from '../../../src/adapters/postgres.ts'
import { apply } from '../../../src/migration/apply.ts'
import { rewriteOnline } from '../../../src/migration/online/online.ts'
import { type Pair, planPair } from '../../../src/migration/pair.ts'
import { read } from '../../../src/migration/reading.ts'
import { startPostgres } from '../../support/postgres-server.ts'
import { reset, twoDatabases } from '../../support/two-databases.ts'

const databases = twoDatabases()
const server = await startPostgres()
afterAll(() => server.stop())

const before = `CREATE TABLE orgs (id int PRIMARY KEY);
  CREATE TABLE orders (id int PRIMARY KEY, org int, total int, CONSTRAINT once UNIQUE (id, org));
  CREATE INDEX by_total ON orders (total);`
const after = `CREATE TABLE orgs (id int PRIMARY KEY, name text);
  CREATE TABLE orders (id int PRIMARY KEY, org int NOT NULL REFERENCES orgs, total int CHECK (total >= 0), note text NOT NULL DEFAULT '',
    CONSTRAINT once UNIQUE (id, total));
  CREATE INDEX by_total ON orders (total, org);`

/** What a statement may wait for a lock, and half as much again for a machine that is busy. */
const longestMs = 4500

test('writers go on while a pair changes their tables, there and back', async () => {
  const pair = await plan(before, after)
  const { url, exec } = server
  await exec(`${before} INSERT INTO orgs SELECT generate_series(1, 10);
    INSERT INTO orders SELECT g, g % 10 + 1, g FROM generate_series(1, 20000) g;`)
  const database = await postgresServers.open(url, 'read-write')
  const held = hold(url, 1500)
  const waits = await writeWhile(url, async () => {
    for (const delta of [pair.up, pair.down]) assert.equal((await apply(delta, database)).failure, undefined)
  })
  await Promise.all([held, database.close()])
  assert.ok(waits.length > 50, `only ${waits.length} writes`)
  assert.ok(Math.max(...waits) < longestMs, `somebody waited ${Math.round(Math.max(...waits))} ms`)
})

test('writers do not wait for somebody whom a migration waits for', async () => {
  const pair = await plan(before, before.replace('total int,', 'total int, note text,'))
  const { url, exec } = server
  await exec(`DROP TABLE IF EXISTS orders, orgs; ${before} INSERT INTO orders SELECT generate_series(1, 20000);`)
  const database = await postgresServers.open(url, 'read-write')
  const held = hold(url, 8000)
  const waits = await writeWhile(url, async () => {
    assert.equal((await apply(pair.up, database)).failure?.error.state, '55P03')
    await database.exec('ROLLBACK')
  })
  await held
  assert.equal((await apply(pair.up, database)).failure, undefined)
  await database.close()
  assert.ok(Math.max(...waits) < longestMs, `somebody waited ${Math.round(Math.max(...waits))} ms`)
})

async function plan(old: string, next: string): Promise<Pair> {
  const { from, to } = databases
  await reset(from, old)
  await reset(to, next)
  return rewriteOnline(planPair((await read(from)).catalog, (await read(to)).catalog), from, to)
}

/** Holds a row, and with it a lock of its table. */
async function hold(url: string, ms: number): Promise<void> {
  const client = await connect(url)
  await client.query('BEGIN; UPDATE orders SET total = 1 WHERE id = 20000')
  await sleep(ms)
  await client.query('COMMIT')
  await client.end()
}

/** How long each of the writes took that were made meanwhile, in ms. */
async function writeWhile(url: string, work: () => Promise<void>): Promise<readonly number[]> {
  const client = await connect(url)
  const waits: number[] = []
  let isDone = false
  const writing = (async () => {
    while (!isDone) {
      const start = performance.now()
      await client.query('UPDATE orders SET total = 1 WHERE id = 1 + floor(random() * 19998)::int')
      waits.push(performance.now() - start)
    }
  })()
  await sleep(500)
  try {
    await work()
  } finally {
    isDone = true
    await writing
    await client.end()
  }
  return waits
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}
