import type { Database } from '../../ports/database.ts'
import type { Extra } from './extra.ts'

const objects: Readonly<Record<string, string>> = { r: 'TABLES', S: 'SEQUENCES', f: 'FUNCTIONS', T: 'TYPES' }

/**
 * What a role grants itself in a schema by default. It has all of it anyway, so that the diff engine takes it for nothing; the catalog
 * and a dump hold it. https://www.postgresql.org/docs/current/sql-alterdefaultprivileges.html
 */
export async function readDefaultPrivileges(database: Database): Promise<readonly Extra[]> {
  const rows = await database.query(`
    SELECT quote_ident(pg_get_userbyid(d.defaclrole)) AS role, quote_ident(n.nspname) AS schema, d.defaclobjtype AS type
    FROM pg_default_acl d JOIN pg_namespace n ON n.oid = d.defaclnamespace
    WHERE ARRAY(SELECT p.privilege_type || p.is_grantable FROM aclexplode(d.defaclacl) p WHERE p.grantee = d.defaclrole ORDER BY 1)
      = ARRAY(SELECT p.privilege_type || p.is_grantable
        FROM aclexplode(acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole)) p
        WHERE p.grantee = d.defaclrole ORDER BY 1)
    ORDER BY 1, 2, 3`)
  return rows.flatMap(({ role, schema, type }) => {
    const on = objects[String(type)]
    if (on === undefined) return []
    const start = `ALTER DEFAULT PRIVILEGES FOR ROLE ${role} IN SCHEMA ${schema}`
    return [
      {
        object: `default privileges of ${role} in ${schema} on ${on.toLowerCase()} for itself`,
        kind: 'default privileges',
        hosts: [],
        definition: '',
        make: [`${start} GRANT ALL ON ${on} TO ${role}`],
        unmake: [`${start} REVOKE ALL ON ${on} FROM ${role}`],
        lock: 'none',
      },
    ]
  })
}
