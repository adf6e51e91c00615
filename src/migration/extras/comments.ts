import type { Database } from '../../ports/database.ts'
import { literal } from '../sql-file.ts'
import type { Extra } from './extra.ts'

/** Comments on what the diff engine does not know, and on indexes and roles, which it does. */
export async function readComments(database: Database): Promise<readonly Extra[]> {
  const rows = await database.query(`
    SELECT i.type, i.identity, d.description AS text, n.nspname AS schema, t.relname AS "table", c.relname AS "index"
    FROM pg_description d CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, 0) i
    LEFT JOIN pg_class c ON d.classoid = 'pg_class'::regclass AND c.oid = d.objoid
    LEFT JOIN pg_index x ON x.indexrelid = c.oid
    LEFT JOIN pg_class t ON t.oid = x.indrelid
    LEFT JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE d.objoid >= 16384 AND d.objsubid = 0
      AND NOT EXISTS (SELECT FROM pg_depend m WHERE m.classid = d.classoid AND m.objid = d.objoid AND m.deptype = 'e')
      AND (c.relkind IN ('i', 'I') OR d.classoid IN ('pg_statistic_ext'::regclass, 'pg_ts_config'::regclass, 'pg_ts_dict'::regclass, 'pg_cast'::regclass))
    UNION ALL
    SELECT 'role', quote_ident(r.rolname), s.description, NULL, NULL, NULL
    FROM pg_shdescription s JOIN pg_roles r ON r.oid = s.objoid WHERE s.classoid = 'pg_authid'::regclass AND s.objoid >= 16384
    ORDER BY 1, 2`)
  return rows.map(({ type, identity, text, schema, table, index }) => {
    const object = `${type} ${identity}`
    const kind = type === 'statistics object' ? 'STATISTICS' : String(type).toUpperCase()
    return {
      object: `comment on ${object}`,
      kind: 'comment',
      table: index === null ? undefined : { schema: String(schema), table: String(table) },
      hosts:
        index === null
          ? [{ extra: object }]
          : [{ schema: String(schema), relation: String(table), part: String(index) }],
      definition: String(text),
      make: [`COMMENT ON ${kind} ${identity} IS ${literal(String(text))}`],
      unmake: [`COMMENT ON ${kind} ${identity} IS NULL`],
      lock: 'shareUpdateExclusive',
    }
  })
}
