import { groupBy } from '../../base/group.ts'
import type { Database, Row } from '../../ports/database.ts'
import { ident, qualified } from '../../schema/sql.ts'
import type { Extra } from './extra.ts'

/** What owners of views have granted on their columns; on those of tables, the diff engine knows it. */
export async function readColumnPrivileges(database: Database): Promise<readonly Extra[]> {
  const rows = await database.query(`
    SELECT n.nspname AS schema, c.relname AS relation, a.attname AS "column", p.privilege_type AS privilege, p.is_grantable AS grantable,
      CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END AS grantee
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(a.attacl) p
    WHERE c.relkind IN ('v', 'm') AND c.oid >= 16384 AND p.grantor = c.relowner AND p.grantee <> c.relowner
      AND NOT EXISTS (SELECT FROM pg_depend m WHERE m.classid = 'pg_class'::regclass AND m.objid = c.oid AND m.deptype = 'e')
    ORDER BY 1, 2, 6, 5, 4, a.attnum`)
  const grants = groupBy(
    rows,
    ({ schema, relation, grantee }) => `${qualified(String(schema), String(relation))} for ${grantee}`,
  )
  return [...grants].map(([name, some]) => granted(name, some))
}

function granted(name: string, rows: readonly Row[]): Extra {
  const [schema, relation] = [String(rows[0]?.schema), String(rows[0]?.relation)]
  const [on, grantee] = [qualified(schema, relation), String(rows[0]?.grantee)]
  const make = [false, true].flatMap((grantable) => {
    const some = rows.filter((row) => row.grantable === grantable)
    if (some.length === 0) return []
    return [`GRANT ${listed(some)} ON ${on} TO ${grantee}${grantable ? ' WITH GRANT OPTION' : ''}`]
  })
  return {
    object: `privileges of columns of ${name}`,
    kind: 'privileges of columns',
    hosts: [{ schema, relation }],
    definition: make.join('; '),
    make,
    unmake: [`REVOKE ${listed(rows)} ON ${on} FROM ${grantee}`],
    lock: 'none',
  }
}

/** Such as `SELECT (a, b), UPDATE (b)`. */
function listed(rows: readonly Row[]): string {
  const columns = groupBy(rows, ({ privilege }) => String(privilege))
  return [...columns]
    .map(([privilege, some]) => `${privilege} (${some.map(({ column }) => ident(String(column))).join(', ')})`)
    .join(', ')
}
