import type { Database, Row } from '../ports/database.ts'
import { ident, qualified } from '../schema/sql.ts'
import type { Delta, Step } from './delta.ts'
import type { Subject } from './object-name.ts'
import type { Pair } from './pair.ts'

/** What the diff engine does not plan of a column: how its values are stored, and how much is known of them. */
interface ColumnOptions {
  readonly schema: string
  readonly table: string
  readonly column: string
  readonly type: string
  readonly storage: string
  /** How values of the type are stored when nobody says otherwise. */
  readonly usualStorage: string
  readonly compression: string
  readonly statistics: number
}

/** Adds statements for the storage, the compression and the statistics target of columns, both ways. */
export async function planColumnOptions({ up, down }: Pair, from: Database, to: Database): Promise<Pair> {
  const [before, after] = await Promise.all([readColumnOptions(from), readColumnOptions(to)])
  return { up: added(up, before, after), down: added(down, after, before) }
}

type Columns = ReadonlyMap<string, ColumnOptions>

function added(delta: Delta, start: Columns, end: Columns): Delta {
  const made = new Set(delta.steps.filter(({ verb }) => verb === 'create').map(({ subject }) => keyOf(subject)))
  const steps = [...end.values()].flatMap((wanted) => {
    const { schema, table, column } = wanted
    const isMade = made.has(keyOf({ schema, name: table })) || made.has(keyOf({ schema, table, name: column }))
    return alterations(isMade ? undefined : start.get(keyOf({ schema, table, name: column })), wanted)
  })
  return steps.length === 0 ? delta : { ...delta, steps: [...delta.steps, ...steps] }
}

function keyOf({ schema, table, name }: Pick<Subject, 'schema' | 'table' | 'name'>): string {
  return JSON.stringify([schema, table, name])
}

/** A column that comes, or changes its type, is stored as is usual for its type. */
function alterations(found: ColumnOptions | undefined, wanted: ColumnOptions): readonly Step[] {
  const kept = found?.type === wanted.type ? found : undefined
  const storage = kept?.storage ?? wanted.usualStorage
  const compression = kept?.compression ?? 'default'
  return [
    ...(storage === wanted.storage ? [] : [step(wanted, `SET STORAGE ${wanted.storage}`, 'accessExclusive')]),
    ...(compression === wanted.compression
      ? []
      : [step(wanted, `SET COMPRESSION ${wanted.compression}`, 'accessExclusive')]),
    ...((found?.statistics ?? -1) === wanted.statistics
      ? []
      : [step(wanted, `SET STATISTICS ${wanted.statistics}`, 'shareUpdateExclusive')]),
  ]
}

function step({ schema, table, column }: ColumnOptions, action: string, lock: string): Step {
  return {
    sql: `ALTER TABLE ONLY ${qualified(schema, table)} ALTER COLUMN ${ident(column)} ${action}`,
    verb: 'alter',
    subject: { kind: 'column', schema, table, name: column },
    tables: [{ schema, table }],
    transactional: true,
    boundary: { before: false, after: false },
    lock,
    losesData: false,
  }
}

async function readColumnOptions(database: Database): Promise<Columns> {
  const rows = await database.query(`
    SELECT n.nspname AS schema, r.relname AS "table", a.attname AS "column", format_type(a.atttypid, a.atttypmod) AS type,
      ${storageName('a.attstorage')} AS storage, ${storageName('t.typstorage')} AS usual,
      CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' ELSE 'default' END AS compression,
      coalesce(a.attstattarget, -1)::int AS statistics
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    JOIN pg_class r ON r.oid = a.attrelid JOIN pg_namespace n ON n.oid = r.relnamespace
    WHERE a.attnum > 0 AND NOT a.attisdropped AND r.relkind IN ('r', 'p', 'm', 'f')
      AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    ORDER BY r.oid, a.attnum`)
  return new Map(rows.map(columnOptions).map((options) => [keyOf({ ...options, name: options.column }), options]))
}

function storageName(column: string): string {
  return `CASE ${column} WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END`
}

function columnOptions({ statistics, ...row }: Row): ColumnOptions {
  const text = (name: string) => String(row[name])
  return {
    schema: text('schema'),
    table: text('table'),
    column: text('column'),
    type: text('type'),
    storage: text('storage'),
    usualStorage: text('usual'),
    compression: text('compression'),
    statistics: Number(statistics),
  }
}
