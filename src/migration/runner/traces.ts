import type { Database } from '../../ports/database.ts'
import { ident, qualified } from '../../schema/sql.ts'
import type { Statement, Tree } from '../../schema/statements.ts'
import { detached, hasOption, type Relation } from './alone.ts'
import { dropInvalid, type FoundIndex, indexesOf } from './indexes.ts'

/** What tells, after a crash, how far a statement outside transactions had come. */
export interface Trace {
  /** What it finds when it begins, so that it is not taken for its work later. */
  before(): Promise<readonly string[]>
  /** Puts away what is half done. True when nothing is left to do; otherwise the statement may run again. */
  settle(before: readonly string[]): Promise<boolean>
}

/** VACUUM, ALTER SYSTEM and their like leave none: they simply run again. */
export function traceOf({ kind, tree }: Statement, database: Database): Trace {
  switch (kind) {
    case 'IndexStmt':
      return builtIndex(tree, database)
    case 'DropStmt':
      return droppedIndex(tree, database)
    case 'ReindexStmt':
      return hasOption(tree, 'concurrently') ? rebuiltIndexes(database) : nothing
    case 'AlterTableStmt':
      return detachedPartition(tree, database)
    default:
      return namedObject(kind, tree, database)
  }
}

const nothing: Trace = { before: async () => [], settle: async () => false }

/** A build that was stopped leaves an INVALID index, which only costs; a finished one is told from an older one of its name. */
function builtIndex(tree: Tree, database: Database): Trace {
  const table = relation(tree.relation as Relation)
  const ours = (index: FoundIndex) =>
    typeof tree.idxname === 'string' ? index.name === tree.idxname : sameKeys(index.columns, tree)
  return {
    async before() {
      const found = await indexesOf(table, database)
      // It would be in the way, and IF NOT EXISTS would be content with it.
      for (const index of found.filter((each) => !each.valid && each.name === tree.idxname))
        await dropInvalid(index, database)
      return found.filter(({ valid }) => valid).map(({ oid }) => oid)
    },
    async settle(before) {
      const found = (await indexesOf(table, database)).filter((index) => !before.includes(index.oid) && ours(index))
      for (const index of found.filter(({ valid }) => !valid)) await dropInvalid(index, database)
      return found.some(({ valid }) => valid)
    },
  }
}

/** Whether an index to which PostgreSQL gave its name has the columns that the statement says. */
function sameKeys(columns: readonly string[], { indexParams, indexIncludingParams }: Tree): boolean {
  const list = [indexParams, indexIncludingParams].flatMap((each) => (each ?? []) as readonly Key[])
  const same = (key: Key, index: number) => key.IndexElem?.name === undefined || key.IndexElem.name === columns[index]
  return list.length === columns.length && list.every(same)
}

interface Key {
  readonly IndexElem?: { readonly name?: string }
}

function droppedIndex({ objects }: Tree, database: Database): Trace {
  const [first] = (objects ?? []) as readonly { List?: { items?: readonly { String?: { sval?: string } }[] } }[]
  const name = (first?.List?.items ?? []).map(({ String: part }) => ident(part?.sval ?? '')).join('.')
  return {
    before: async () =>
      (await database.query('SELECT to_regclass($1)::oid::text AS oid', [name])).flatMap(({ oid }) =>
        oid ? [String(oid)] : [],
      ),
    async settle([oid]) {
      if (oid === undefined) return false
      const [row] = await database.query('SELECT count(*)::int AS left FROM pg_class WHERE oid = $1::text::oid', [oid])
      return row?.left === 0
    },
  }
}

/** What REINDEX CONCURRENTLY had made, or had replaced, under names of its own. */
function rebuiltIndexes(database: Database): Trace {
  return {
    before: async () => (await indexesOf(undefined, database)).filter(({ valid }) => !valid).map(({ oid }) => oid),
    async settle(before) {
      const found = (await indexesOf(undefined, database)).filter(({ oid, valid }) => !valid && !before.includes(oid))
      for (const index of found) if (/_cc(?:new|old)\d*$/.test(index.name)) await dropInvalid(index, database)
      return false
    },
  }
}

/** Between its two transactions, the partition is pending: it is hidden already, and only FINALIZE takes it off. */
function detachedPartition(tree: Tree, database: Database): Trace {
  const parent = relation(tree.relation as Relation)
  const child = relation(detached(tree) ?? { relname: '' })
  const link = async () => {
    const sql =
      'SELECT inhdetachpending AS pending FROM pg_inherits WHERE inhrelid = to_regclass($1) AND inhparent = to_regclass($2)'
    return (await database.query(sql, [child, parent]))[0]
  }
  return {
    async before() {
      const found = await link()
      return found?.pending === false ? ['attached'] : []
    },
    async settle(before) {
      const found = await link()
      if (found?.pending === true) await database.exec(`ALTER TABLE ${parent} DETACH PARTITION ${child} FINALIZE`)
      return before.includes('attached') && (found === undefined || found.pending === true)
    },
  }
}

/** What belongs to the server and is made or dropped at one stroke. */
function namedObject(kind: string, tree: Tree, database: Database): Trace {
  const object = serverObjects[kind]
  if (!object) return nothing
  const sql = `SELECT 1 FROM ${object.catalog} WHERE ${object.column} = $1`
  const there = async () => (await database.query(sql, [tree[object.name]])).length > 0
  return {
    before: async () => ((await there()) ? ['there'] : []),
    settle: async (before) => (await there()) === object.made && before.includes('there') !== object.made,
  }
}

const serverObjects: Readonly<Record<string, { catalog: string; column: string; name: string; made: boolean }>> = {
  CreatedbStmt: { catalog: 'pg_database', column: 'datname', name: 'dbname', made: true },
  DropdbStmt: { catalog: 'pg_database', column: 'datname', name: 'dbname', made: false },
  CreateTableSpaceStmt: { catalog: 'pg_tablespace', column: 'spcname', name: 'tablespacename', made: true },
  DropTableSpaceStmt: { catalog: 'pg_tablespace', column: 'spcname', name: 'tablespacename', made: false },
  CreateSubscriptionStmt: { catalog: 'pg_subscription', column: 'subname', name: 'subname', made: true },
  DropSubscriptionStmt: { catalog: 'pg_subscription', column: 'subname', name: 'subname', made: false },
}

/** As the statement says it: without a schema, search_path decides here as there. */
function relation({ schemaname, relname }: Relation): string {
  return schemaname === undefined ? ident(relname) : qualified(schemaname, relname)
}
