import { qualified } from '../../schema/sql.ts'
import type { Statement, Tree } from '../../schema/statements.ts'

/** What the way there has made or renamed so far; the database whose rows are counted has none of it. */
export interface MadeNames {
  readonly tables: ReadonlySet<string>
  /** Name → the name it has in the database. */
  readonly renamedTables: ReadonlyMap<string, string>
  /** Table → column → the name it has in the database. */
  readonly renamedColumns: ReadonlyMap<string, ReadonlyMap<string, string>>
}

export const nothingMade: MadeNames = { tables: new Set(), renamedTables: new Map(), renamedColumns: new Map() }

/** The names after one more statement. */
export function noteNames(made: MadeNames, { kind, tree }: Statement): MadeNames {
  const table = tableOf(tree.relation)
  if (table === undefined) return made
  if (kind === 'CreateStmt') return { ...made, tables: new Set([...made.tables, table]) }
  if (kind !== 'RenameStmt') return made
  const name = String(tree.newname)
  if (tree.renameType === 'OBJECT_TABLE') {
    const before = made.renamedTables.get(table) ?? table
    const after = qualified(String((tree.relation as Tree).schemaname ?? 'public'), name)
    return { ...made, renamedTables: new Map([...made.renamedTables, [after, before]]) }
  }
  if (tree.renameType !== 'OBJECT_COLUMN') return made
  const columns = new Map([...(made.renamedColumns.get(table) ?? []), [name, String(tree.subname)]])
  return { ...made, renamedColumns: new Map([...made.renamedColumns, [table, columns]]) }
}

/** `schema.table` of a name in a parse tree. */
export function tableOf(relation: unknown): string | undefined {
  const { schemaname, relname } = (relation ?? {}) as Tree
  return relname === undefined ? undefined : qualified(String(schemaname ?? 'public'), String(relname))
}
