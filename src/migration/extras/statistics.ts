import type { Database } from '../../ports/database.ts'
import { qualified } from '../../schema/sql.ts'
import type { Extra } from './extra.ts'
import { ownedBy } from './owner.ts'

/** Statistics objects: https://www.postgresql.org/docs/current/sql-createstatistics.html */
export async function readStatistics(database: Database): Promise<readonly Extra[]> {
  const rows = await database.query(`
    SELECT n.nspname AS schema, s.stxname AS name, tn.nspname AS table_schema, t.relname AS "table", pg_get_statisticsobjdef(s.oid) AS definition,
      ${ownedBy('s.stxowner')} AS owner, nullif(s.stxstattarget, -1)::int AS target,
      ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum = ANY (s.stxkeys)) AS columns
    FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
    JOIN pg_class t ON t.oid = s.stxrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
    WHERE NOT EXISTS (SELECT FROM pg_depend m WHERE m.classid = 'pg_statistic_ext'::regclass AND m.objid = s.oid AND m.deptype = 'e')
    ORDER BY 1, 2`)
  return rows.flatMap(({ schema, name, table_schema, table, definition, owner, target, columns }): readonly Extra[] => {
    const own = qualified(String(schema), String(name))
    const about = {
      table: { schema: String(table_schema), table: String(table) },
      lock: 'shareUpdateExclusive',
    } as const
    const relation = { schema: String(table_schema), relation: String(table) }
    const object: Extra = {
      ...about,
      object: `statistics object ${own}`,
      kind: 'statistics object',
      hosts: [relation, ...(columns as string[]).map((part) => ({ ...relation, part }))],
      definition: JSON.stringify([definition, owner]),
      make: [String(definition), ...(owner === null ? [] : [`ALTER STATISTICS ${own} OWNER TO ${owner}`])],
      unmake: [`DROP STATISTICS ${own}`],
    }
    if (target === null) return [object]
    const goal: Extra = {
      ...about,
      object: `statistics target of ${object.object}`,
      kind: 'statistics target',
      hosts: [{ extra: object.object }],
      definition: String(target),
      make: [`ALTER STATISTICS ${own} SET STATISTICS ${target}`],
      unmake: [`ALTER STATISTICS ${own} SET STATISTICS -1`],
    }
    return [object, goal]
  })
}
