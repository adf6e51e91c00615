import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { afterAll, describe, test } from 'vitest'
import { at, startPostgres } from '../../support/postgres-server.ts'
import { runCli } from '../../support/run-cli.ts'
import { type Cut, severingProxy } from '../../support/severing-proxy.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** A few in the suite, where only the connections are cut; `bench/kill-points.mjs` asks for many, and kills processes. */
const points = Number(process.env.KILL_POINTS ?? 15)
const real = process.env.KILL_POINTS !== undefined

const server = await startPostgres()
afterAll(() => server.stop())

const start = `
  CREATE TYPE mood AS ENUM ('good');
  CREATE TABLE counter (n int NOT NULL);
  INSERT INTO counter VALUES (0);
  CREATE TABLE t (id int PRIMARY KEY, a int, b text);
  INSERT INTO t SELECT n, n % 100, repeat('x', 20) || n FROM generate_series(1, 20000) n;
  CREATE INDEX going ON t (b);
  CREATE TABLE p (id int) PARTITION BY RANGE (id);
  CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
  CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20);
  INSERT INTO p SELECT generate_series(0, 19);`

const count = 'UPDATE counter SET n = n + 1;'

const migrations = {
  '1_index.sql': `SET search_path = public;
    CREATE INDEX CONCURRENTLY by_a ON t (a);
    BEGIN; ${count} ALTER TABLE t ADD CONSTRAINT positive CHECK (a >= 0) NOT VALID; COMMIT;
    BEGIN; ALTER TABLE t VALIDATE CONSTRAINT positive; ${count} COMMIT;
    REINDEX INDEX CONCURRENTLY by_a;
    REINDEX TABLE CONCURRENTLY t;`,
  '1_index_rollback.sql': `BEGIN; ALTER TABLE t DROP CONSTRAINT positive; ${count} COMMIT;
    DROP INDEX CONCURRENTLY by_a;
    ${count}`,
  '2_rest.sql': `ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;
    ${count}
    ALTER TYPE mood ADD VALUE 'bad';
    ALTER TABLE t ADD mood mood DEFAULT 'bad';
    CREATE UNIQUE INDEX CONCURRENTLY ON t (id, a);
    DROP INDEX CONCURRENTLY going;
    VACUUM t;
    BEGIN; ${count} INSERT INTO t VALUES (0, 0, 'new'); COMMIT;`,
  '2_rest_rollback.sql': `BEGIN; DELETE FROM t WHERE id = 0; ${count} COMMIT;
    CREATE INDEX CONCURRENTLY going ON t (b);
    DROP INDEX CONCURRENTLY t_id_a_idx;
    ALTER TABLE t DROP mood;
    ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (0) TO (10);
    ${count}`,
}

/** What keeps a statement waiting in its middle: a transaction that has seen the tables, and one that has written into them. */
const holders = [
  'BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM t, p LIMIT 1;',
  'BEGIN; INSERT INTO t VALUES (-1, 1, NULL); INSERT INTO p VALUES (15);',
]

describe('db migrate and db rollback', () => {
  const { exec, ask, facts } = server
  const urlOf = (database: string) => at(server.url, database)
  let folder = ''
  const flags = (connection: string) => ['--connection', connection, '--dir', folder, '--json', '--lock-timeout', '500']

  /** All that a run may leave behind, of the history what does not tell the time. */
  const state = async (database: string) => ({
    schema: await facts(database),
    rows: await ask(
      "SELECT (SELECT n FROM counter), (SELECT md5(string_agg(t::text, ',' ORDER BY id)) FROM t), (SELECT count(*) FROM p)",
      database,
    ),
    invalid: await ask(
      "SELECT string_agg(indexrelid::regclass::text, ',') FROM pg_index WHERE NOT indisvalid",
      database,
    ),
    pending: await ask('SELECT count(*) FROM pg_inherits WHERE inhdetachpending', database),
    history: await ask(
      'SELECT version, way, done, begun, finished_at IS NOT NULL FROM backwright.migration ORDER BY version',
      database,
    ),
  })
  const run = (way: string, connection: string) => runCli('db', ...wayOf(way), ...flags(connection))
  const wayOf = (way: string) => (way === 'up' ? ['migrate'] : ['rollback', '--steps', '2'])

  test(
    `are finished by the next run as if nothing had been, wherever they were killed (${points} points)`,
    async () => {
      folder = temporaryFolder(migrations)
      await exec('CREATE DATABASE before_up')
      await exec(start, 'before_up')
      await exec('CREATE DATABASE before_down TEMPLATE before_up')
      assert.equal((await run('up', urlOf('before_down'))).code, 0)
      const [up, down] = [await talk('up'), await talk('down')]
      const wanted = { up: up.state, down: down.state }
      const talks = { up: up.messages, down: down.messages }
      const failures: string[] = []
      const cuts = spread(talks, points)
      for (const [index, point] of cuts.entries()) {
        const label = `${point.way} ${point.moment} ${point.message} of ${talks[point.way].length}${point.holder ? ' held' : ''}: ${talks[point.way][point.message - 1]?.slice(0, 60)}`
        const failure = await kill(point, wanted[point.way]).catch((error: Error) => error.message)
        if (failure !== undefined) failures.push(`${label}\n  ${failure}`)
        if (real)
          console.log(`${index + 1}/${cuts.length} ${failure === undefined ? 'ok' : `FAILED ${failure}`} ${label}`)
      }
      assert.deepEqual(failures, [])
    },
    real ? 1_800_000 : 240_000,
  )

  /** What a run that nobody disturbs asks the server, question by question. */
  async function talk(way: 'up' | 'down') {
    await exec(`CREATE DATABASE undisturbed TEMPLATE before_${way}`)
    const proxy = await severingProxy(urlOf('undisturbed'))
    const { code, stdout } = await run(way, proxy.url)
    proxy.close()
    assert.equal(code, 0, stdout)
    const after = await state('undisturbed')
    await exec('DROP DATABASE undisturbed WITH (FORCE)')
    return { messages: proxy.messages, state: after }
  }

  async function kill(point: Point, wanted: unknown): Promise<string | undefined> {
    await exec('DROP DATABASE IF EXISTS victim WITH (FORCE)')
    await exec(`CREATE DATABASE victim TEMPLATE before_${point.way}`)
    const holders: pg.Client[] = []
    const { holder } = point
    const prepare =
      holder === undefined ? undefined : async () => void holders.push(await server.hold(holder, 'victim'))
    try {
      const late = sleep(60_000, 'the point was not reached', { ref: false })
      const missed = await Promise.race([die({ ...point, prepare }), late])
      if (missed) return missed
    } finally {
      for (const client of holders) await client.end()
    }
    const { code, stdout, stderr } = await run(point.way, urlOf('victim'))
    return code === 0 ? difference(await state('victim'), wanted) : `exit ${code}: ${stdout}${stderr}`
  }

  async function die(point: Point): Promise<undefined> {
    if (!real) {
      const proxy = await severingProxy(urlOf('victim'), point)
      await Promise.all([proxy.cut, run(point.way, proxy.url)])
      proxy.close()
      return
    }
    const proxy = await severingProxy(urlOf('victim'), point, () => child.kill('SIGKILL'))
    const child = spawn(process.execPath, ['dist/src/cli/bin.js', 'db', ...wayOf(point.way), ...flags(proxy.url)], {
      stdio: 'ignore',
    })
    await once(child, 'exit')
    proxy.close()
  }
})

interface Point extends Cut {
  readonly way: 'up' | 'down'
  readonly holder?: string
}

/** A third of the points in the middle of what stands outside transactions, while somebody holds it up; the rest evenly over all questions. */
function spread(talks: Readonly<Record<'up' | 'down', readonly string[]>>, wanted: number): readonly Point[] {
  const all = (['up', 'down'] as const).flatMap((way) =>
    talks[way].flatMap((_, index) =>
      (['before', 'during'] as const).map(
        (moment): Point => ({ way, message: index + 1, moment, afterMs: (index * 7) % 40 }),
      ),
    ),
  )
  const held = (['up', 'down'] as const).flatMap((way) =>
    talks[way].flatMap((text, index) =>
      /^(?:CREATE|DROP|REINDEX|ALTER).*CONCURRENTLY|VALIDATE/.test(text)
        ? holders.map((holder): Point => ({ way, message: index + 1, moment: 'during', afterMs: 400, holder }))
        : [],
    ),
  )
  const third = Math.min(held.length, Math.floor(wanted / 3))
  return [...evenly(held, third), ...evenly(all, wanted - third)]
}

function evenly<Item>(items: readonly Item[], wanted: number): readonly Item[] {
  return Array.from({ length: wanted }, (_, index) => items[Math.floor((index * items.length) / wanted)]).filter(
    (item): item is Item => item !== undefined,
  )
}

function difference(actual: unknown, wanted: unknown): string | undefined {
  try {
    assert.deepEqual(actual, wanted)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
