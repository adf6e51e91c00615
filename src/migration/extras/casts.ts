import type { Database } from '../../ports/database.ts'
import type { Extra } from './extra.ts'

const contexts: Readonly<Record<string, string>> = { e: '', a: ' AS ASSIGNMENT', i: ' AS IMPLICIT' }

/** Casts: https://www.postgresql.org/docs/current/sql-createcast.html */
export async function readCasts(database: Database): Promise<readonly Extra[]> {
  const rows = await database.query(`
    SELECT (SELECT o.identity FROM pg_identify_object('pg_cast'::regclass, c.oid, 0) o) AS name,
      c.castcontext AS context, c.castmethod AS method,
      (SELECT o.identity FROM pg_identify_object('pg_proc'::regclass, nullif(c.castfunc, 0), 0) o) AS function
    FROM pg_cast c
    WHERE c.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend m WHERE m.classid = 'pg_cast'::regclass AND m.objid = c.oid AND m.deptype IN ('e', 'i'))
    ORDER BY 1`)
  return rows.map(({ name, context, method, function: by }) => {
    const how = method === 'f' ? `WITH FUNCTION ${by}` : method === 'i' ? 'WITH INOUT' : 'WITHOUT FUNCTION'
    const definition = `CREATE CAST ${name} ${how}${contexts[String(context)] ?? ''}`
    return {
      object: `cast ${name}`,
      kind: 'cast',
      hosts: [],
      definition,
      make: [definition],
      unmake: [`DROP CAST ${name}`],
      lock: 'none',
    }
  })
}
