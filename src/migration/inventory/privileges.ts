/** The letter by which `acldefault` knows the objects of a catalog. */
const usuals: Readonly<Record<string, readonly [letter: string, owner: string]>> = {
  pg_class: [`(CASE x.relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char"`, 'x.relowner'],
  pg_foreign_data_wrapper: [`'F'`, 'x.fdwowner'],
  pg_foreign_server: [`'S'`, 'x.srvowner'],
  pg_language: [`'l'`, 'x.lanowner'],
  pg_namespace: [`'n'`, 'x.nspowner'],
  pg_proc: [`'f'`, 'x.proowner'],
  pg_type: [`'T'`, 'x.typowner'],
}

/** Whether somebody has privileges on an object of the catalog before anybody grants one. */
export function hasUsual(catalog: string): boolean {
  return Object.hasOwn(usuals, catalog)
}

/** A column of privileges as SQL, one by one: that nobody has said anything is the same as that somebody has said the usual. */
export function privileges(column: string, catalog: string): string {
  const usual = usuals[catalog]
  if (!usual) return oneByOne(column)
  const said = `(SELECT CASE WHEN said.list = usual.list THEN ${theUsual} ELSE said.list END
    FROM (SELECT ${oneByOne(column)} AS list) said, (SELECT ${oneByOne(`acldefault(${usual[0]}, ${usual[1]})`)} AS list) usual)`
  // Most objects are as they were made: to list what that means for each of them would take longer than all the rest.
  return `CASE WHEN ${column} IS NULL THEN ${theUsual} ELSE ${said} END`
}

const theUsual = `ARRAY['the usual ones']`

function oneByOne(list: string): string {
  return `ARRAY(SELECT CASE WHEN p.grantee = 0 THEN 'PUBLIC' ELSE p.grantee::regrole::text END || ' ' || p.privilege_type || CASE WHEN p.is_grantable THEN ' with grant option' ELSE '' END
    FROM aclexplode(${list}) p ORDER BY 1)`
}
