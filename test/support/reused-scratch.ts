import { afterAll } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import type { Database, Scratch } from '../../src/ports/database.ts'

/** Databases without extensions that no file uses just now: a process runs one file after the other, and starting one takes a second of work. */
const shelf: Database[] = []

/** Scratch databases that are emptied and given out again while the tests around this run, and then to the next file. */
export function reusedScratch(extensions: readonly string[] = []): Scratch {
  const { scratch } = nodeWorld()
  const all: Database[] = []
  const free: Database[] = []
  afterAll(async () => {
    if (extensions.length === 0) shelf.push(...all)
    else await Promise.all(all.map((database) => database.close()))
  })
  const start = async () => {
    const database = (extensions.length === 0 && (await offShelf())) || (await scratch.open({ extensions }))
    all.push(database)
    const given: Database = lent(database, () => free.push(given))
    return given
  }
  return {
    ...scratch,
    // What is at hand is so for all, because the databases are used again.
    async open() {
      const database = free.pop() ?? (await start())
      await empty(database)
      return database
    },
  }
}

/** One that still works, without the dead rows of the schemas that it has seen: a test may have killed it, or left something for good. */
async function offShelf(): Promise<Database | undefined> {
  const database = shelf.pop()
  if (!database) return undefined
  try {
    await empty(database)
    await database.exec('VACUUM')
    return database
  } catch {
    await database.close()
    return offShelf()
  }
}

function lent(database: Database, giveBack: () => void): Database {
  return {
    engine: database.engine,
    query: (sql, params) => database.query(sql, params),
    queryArrays: (sql, params) => database.queryArrays(sql, params),
    exec: (sql) => database.exec(sql),
    close: async () => giveBack(),
  }
}

/** Everything goes that a case can have made. */
async function empty(database: Database): Promise<void> {
  await database.exec('ROLLBACK').catch(() => undefined)
  await database.exec('RESET ALL')
  const drops = await database.query(`
    SELECT format('DROP EVENT TRIGGER %I', evtname) AS sql FROM pg_event_trigger
    UNION ALL SELECT format('DROP PUBLICATION %I', pubname) FROM pg_publication
    UNION ALL SELECT format('DROP FOREIGN DATA WRAPPER %I CASCADE', fdwname) FROM pg_foreign_data_wrapper
    UNION ALL SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension WHERE extname <> 'plpgsql'
    UNION ALL SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace WHERE nspname <> 'information_schema' AND nspname !~ '^pg_'
    UNION ALL SELECT format('DROP CAST (%s AS %s)', castsource::regtype, casttarget::regtype) FROM pg_cast WHERE oid >= 16384
      AND castsource < 16384 AND casttarget < 16384
    UNION ALL SELECT format('DROP LANGUAGE %I CASCADE', lanname) FROM pg_language WHERE oid >= 16384
    UNION ALL SELECT format('DROP ACCESS METHOD %I CASCADE', amname) FROM pg_am WHERE oid >= 16384`)
  for (const { sql } of drops) await database.exec(String(sql)).catch(() => undefined)
  const roles = await database.query(`SELECT quote_ident(rolname) AS name FROM pg_roles WHERE oid >= 16384`)
  for (const { name } of roles) await database.exec(`DROP OWNED BY ${String(name)} CASCADE`)
  for (const { name } of roles) await database.exec(`DROP ROLE ${String(name)}`)
  await database.exec(`DROP OWNED BY postgres`).catch(() => undefined)
  await database.exec('GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC; GRANT EXECUTE ON FUNCTION pg_sleep TO PUBLIC')
  await database.exec('CREATE SCHEMA IF NOT EXISTS public; GRANT USAGE ON SCHEMA public TO PUBLIC')
}
