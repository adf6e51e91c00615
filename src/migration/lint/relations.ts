import type { Database, Row } from '../../ports/database.ts'
import type { Name } from '../acts/act.ts'
import { type LockMode, lockModes, strongest } from '../acts/lock.ts'
import type { TableName } from '../storage.ts'

/** The relations of a moment: what is there, and how far each has been read. */
export interface Relations {
  /** By oid. */
  readonly byOid: ReadonlyMap<string, Relation>
  has(name: Name): boolean
}

interface Relation extends TableName {
  /** How often it was read from end to end. */
  readonly scans: number
  readonly options: readonly string[]
}

export async function readRelations(database: Database): Promise<Relations> {
  const rows = await database.query(`
    SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name, array_to_json(coalesce(c.reloptions, '{}')) AS options,
      (coalesce(pg_stat_get_xact_numscans(c.oid), 0) + coalesce(pg_stat_get_numscans(c.oid), 0))::int AS scans
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`)
  const byOid = new Map(rows.map((row) => [String(row.oid), relation(row)]))
  const all = [...byOid.values()]
  return {
    byOid,
    has: ({ schema, name }) =>
      all.some(({ table, schema: own }) => table === name && (schema === undefined || schema === own)),
  }
}

function relation({ schema, name, scans, options }: Row): Relation {
  return {
    schema: String(schema),
    table: String(name),
    scans: Number(scans),
    options: Array.isArray(options) ? options.map(String) : [],
  }
}

/** Of the relations of the start, those that were read from end to end between two moments. */
export function scansBetween(start: Relations, one: Relations, other: Relations): readonly TableName[] {
  return [...start.byOid]
    .filter(([oid]) => (other.byOid.get(oid)?.scans ?? 0) > (one.byOid.get(oid)?.scans ?? 0))
    .map(([, { schema, table }]) => ({ schema, table }))
}

/** The locks that this connection holds on relations of the start, as `oid mode`. */
export async function readLocks(start: Relations, database: Database): Promise<ReadonlySet<string>> {
  const rows = await database.query(`
    SELECT relation::text AS oid, mode FROM pg_locks
    WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted`)
  return new Set(rows.filter(({ oid }) => start.byOid.has(String(oid))).map(({ oid, mode }) => `${oid} ${mode}`))
}

/** The strongest of the locks that were not held before; undefined when there is none. */
export function lockBetween(before: ReadonlySet<string>, after: ReadonlySet<string>): LockMode | undefined {
  const taken = [...after].filter((lock) => !before.has(lock))
  return taken.length === 0 ? undefined : strongest(taken.map((lock) => lockMode(lock.split(' ')[1] ?? '')))
}

/** `AccessExclusiveLock` → `accessExclusive`. */
function lockMode(mode: string): LockMode {
  const name = `${mode.charAt(0).toLowerCase()}${mode.slice(1).replace(/Lock$/, '')}`
  return lockModes.find((known) => known === name) ?? 'none'
}

/** The options that a view had at the start and does not have any more, whether it is the same view or one of its name. */
export function lostOptions(start: Relations, next: Relations, { schema, name }: Name): readonly string[] {
  const find = ({ byOid }: Relations) =>
    [...byOid.values()].find((each) => each.table === name && (schema === undefined || schema === each.schema))
  const left = find(next)?.options ?? []
  return (find(start)?.options ?? []).filter((option) => !left.includes(option))
}
