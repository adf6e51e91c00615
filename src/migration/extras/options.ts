import type { Database, Row } from '../../ports/database.ts'
import { ident, qualified } from '../../schema/sql.ts'
import { literal } from '../sql-file.ts'
import type { Extra } from './extra.ts'

const ofUsers = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`

/** Options of tables and columns, and which index a table is clustered on. */
export async function readOptions(database: Database): Promise<readonly Extra[]> {
  const toasts = await database.query(`
    SELECT n.nspname AS schema, c.relname AS "table", t.reloptions::text[] AS options
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_class t ON t.oid = c.reltoastrelid
    WHERE t.reloptions IS NOT NULL AND ${ofUsers} ORDER BY 1, 2`)
  const columns = await database.query(`
    SELECT n.nspname AS schema, c.relname AS "table", a.attname AS "column", a.attoptions::text[] AS options
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE a.attoptions IS NOT NULL AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'm', 'f') AND ${ofUsers} ORDER BY 1, 2, 3`)
  const clusters = await database.query(`
    SELECT n.nspname AS schema, c.relname AS "table", x.relname AS "index"
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE i.indisclustered AND ${ofUsers} ORDER BY 1, 2`)
  return [...toasts.map(ofToast), ...columns.map(ofColumn), ...clusters.map(clusteredOn)]
}

function ofToast({ schema, table, options }: Row): Extra {
  const settings = (options as string[]).map((option) => settingOf(`toast.${option}`))
  return optionsOf(`the TOAST of table ${schema}.${table}`, { schema, table }, settings)
}

function ofColumn({ schema, table, column, options }: Row): Extra {
  const settings = (options as string[]).map(settingOf)
  return optionsOf(`column ${schema}.${table}.${column}`, { schema, table, column }, settings)
}

interface Setting {
  readonly name: string
  readonly value: string
}

function settingOf(option: string): Setting {
  const at = option.indexOf('=')
  return { name: option.slice(0, at), value: option.slice(at + 1) }
}

function optionsOf(what: string, { schema, table, column }: Row, settings: readonly Setting[]): Extra {
  const [inSchema, relation] = [String(schema), String(table)]
  const alter = `ALTER TABLE ${qualified(inSchema, relation)}${column === undefined ? '' : ` ALTER COLUMN ${ident(String(column))}`}`
  const said = settings
    .map(({ name, value }) => `${name} = ${literal(value)}`)
    .sort()
    .join(', ')
  return {
    object: `options of ${what}`,
    kind: 'options',
    table: { schema: inSchema, table: relation },
    hosts: [{ schema: inSchema, relation, ...(column !== undefined && { part: String(column) }) }],
    definition: said,
    make: [`${alter} SET (${said})`],
    unmake: [`${alter} RESET (${settings.map(({ name }) => name).join(', ')})`],
    lock: 'shareUpdateExclusive',
  }
}

function clusteredOn({ schema, table, index }: Row): Extra {
  const [inSchema, relation, part] = [String(schema), String(table), String(index)]
  const alter = `ALTER TABLE ${qualified(inSchema, relation)}`
  return {
    object: `clustering of table ${inSchema}.${relation}`,
    kind: 'clustering',
    table: { schema: inSchema, table: relation },
    hosts: [{ schema: inSchema, relation, part }],
    definition: part,
    make: [`${alter} CLUSTER ON ${ident(part)}`],
    unmake: [`${alter} SET WITHOUT CLUSTER`],
    lock: 'shareUpdateExclusive',
  }
}
