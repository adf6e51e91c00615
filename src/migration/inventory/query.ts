import type { Database } from '../../ports/database.ts'
import { ident } from '../../schema/sql.ts'
import { catalogViews, leftAside } from './catalogs.ts'
import { hasUsual, privileges } from './privileges.ts'

interface Catalog {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly references: readonly Reference[]
}

/** A foreign key of a catalog, such as `pg_index (indrelid, indkey) → pg_attribute`. */
interface Reference {
  readonly columns: readonly string[]
  readonly to: string
  readonly isArray: boolean
}

/**
 * One query for all that a database holds, `address` and `facts` a row. It follows the catalogs as this version has them, column by
 * column, so that nothing is left out because nobody thought of it.
 */
export function inventoryQuery(database: Database): Promise<string> {
  const query = composed.get(database) ?? compose(database)
  composed.set(database, query)
  return query
}

/** The catalogs themselves do not change while a database is open. */
const composed = new WeakMap<Database, Promise<string>>()

async function compose(database: Database): Promise<string> {
  const catalogs = (await readCatalogs(database)).filter(({ name }) => !leftAside.has(name))
  return `
    WITH members AS MATERIALIZED (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
    relations AS MATERIALIZED (
      SELECT c.oid, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid >= 16384 AND c.relpersistence <> 't' AND n.nspname !~ '^pg_(toast|temp)'
        AND c.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_class'::regclass))
    ${catalogs.flatMap((catalog) => [entries(catalog), ...foreignPrivileges(catalog)]).join('\n    UNION ALL\n    ')}`
}

/** Without what only a superuser may read: on a server that others use, roles are shared by both sides anyway. */
async function readCatalogs(database: Database): Promise<readonly Catalog[]> {
  const columns = await database.query(`
    SELECT c.relname AS catalog, json_agg(json_build_object('name', a.attname, 'type', a.atttypid::regtype::text) ORDER BY a.attnum)::text AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r'
      AND (c.relname = 'pg_authid' OR has_column_privilege(c.oid, a.attnum, 'SELECT')) GROUP BY 1 ORDER BY 1`)
  const references = await database.query(`
    SELECT fktable::text AS catalog, json_build_object('columns', fkcols, 'to', pktable::text, 'isArray', is_array)::text AS reference
    FROM pg_get_catalog_foreign_keys()`)
  return columns.map(({ catalog, columns: list }) => ({
    name: String(catalog),
    columns: JSON.parse(String(list)),
    references: references
      .filter((each) => each.catalog === catalog)
      .map(({ reference }) => JSON.parse(String(reference))),
  }))
}

function entries(catalog: Catalog): string {
  const { name, columns } = catalog
  const { from = name, address, where, leave = [], add = {} } = catalogViews[name] ?? {}
  const facts = [
    ...columns
      .filter((column) => column.name !== 'oid' && !leave.includes(column.name))
      .map((column) => [column.name, fact(column, catalog)] as const),
    ...Object.entries(add).filter(([, sql]) => asksFor(sql, columns)),
  ].filter((entry): entry is [string, string] => entry[1] !== undefined)
  const object = facts.map(([key, sql]) => `'${key}', ${sql}`).join(', ')
  return `SELECT ${address ?? identity(name)} AS address, json_build_object(${object})::text AS facts FROM ${from} x WHERE ${where ?? own(name)}`
}

/** Whether this version has the columns that a fact is made of. */
function asksFor(sql: string, columns: Catalog['columns']): boolean {
  return [...sql.matchAll(/\bx\.(\w+)/g)].every(
    ([, column]) => column === 'oid' || columns.some(({ name }) => name === column),
  )
}

/** What somebody has changed of the privileges of objects that PostgreSQL or an extension brings. */
function foreignPrivileges({ name, columns }: Catalog): readonly string[] {
  const column = columns.find(({ type }) => type === 'aclitem[]')?.name
  if (column === undefined || !hasUsual(name) || name === 'pg_namespace') return []
  const [now, initially] = [privileges(`x.${column}`, name), privileges('i.initprivs', name)]
  return [
    `SELECT 'privileges of ' || ${identity(name)} AS address, json_build_object('privileges', ${now})::text AS facts
    FROM ${name} x LEFT JOIN pg_init_privs i ON i.classoid = '${name}'::regclass AND i.objoid = x.oid AND i.objsubid = 0
    WHERE NOT (${own(name)}) AND x.${column} IS DISTINCT FROM i.initprivs AND ${now} <> ${initially}
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${name}'::regclass AND d.objid = x.oid AND d.deptype = 'i')`,
  ]
}

function identity(catalog: string): string {
  return `(SELECT i.type || ' ' || i.identity FROM pg_identify_object('${catalog}'::regclass, x.oid, 0) i)`
}

/** Neither PostgreSQL's own nor an extension's. */
function own(catalog: string): string {
  return `x.oid >= 16384 AND NOT EXISTS (SELECT FROM members m WHERE m.classid = '${catalog}'::regclass AND m.objid = x.oid)`
}

/** How objects of a catalog are named; those that are not here, `pg_identify_object` names. */
const names: Readonly<Record<string, string>> = {
  pg_authid: 'regrole',
  pg_class: 'regclass',
  pg_collation: 'regcollation',
  pg_namespace: 'regnamespace',
  pg_operator: 'regoperator',
  pg_proc: 'regprocedure',
  pg_ts_config: 'regconfig',
  pg_ts_dict: 'regdictionary',
  pg_type: 'regtype',
}

/** A column as SQL that does not depend on numbers that a database gives to its objects; undefined for what PostgreSQL prints elsewhere. */
function fact({ name, type }: Catalog['columns'][number], { name: catalog, references }: Catalog): string | undefined {
  const column = `x.${ident(name)}`
  const reference = references.find(({ columns }) => columns.at(-1) === name)
  if (type === 'pg_node_tree') return undefined
  if (reference?.to === 'pg_attribute' && reference.columns.length > 1) return columnNames(column, reference)
  if (reference?.isArray)
    return `ARRAY(SELECT ${objectName('o.id', reference.to)} FROM unnest(${column}::oid[]) WITH ORDINALITY o(id, n) ORDER BY ${catalog === 'pg_policy' ? '1' : 'o.n'})`
  if (reference) return objectName(column, reference.to)
  if (type === 'regproc') return `${column}::regprocedure::text`
  if (type === 'aclitem[]') return privileges(column, catalog)
  if (type === 'text[]') return `ARRAY(SELECT v FROM unnest(${column}) v ORDER BY 1)`
  return `${column}::text`
}

function columnNames(column: string, { columns, isArray }: Reference): string {
  const relation = `x.${ident(columns[0] ?? '')}`
  const numbers = isArray ? `unnest(${column}::int2[])` : `unnest(ARRAY[${column}])`
  return `ARRAY(SELECT coalesce(a.attname::text, '') FROM ${numbers} WITH ORDINALITY u(number, n)
    LEFT JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = u.number ORDER BY u.n)`
}

function objectName(oid: string, catalog: string): string {
  const cast = names[catalog]
  if (cast) return `(${oid})::${cast}::text`
  return `(SELECT i.identity FROM pg_identify_object('${catalog}'::regclass, ${oid}, 0) i)`
}
