import type { Database } from '../../ports/database.ts'
import { readColumnNames } from './tables.ts'

/** A table's rows as JSON texts by column, each column in the order of its values. */
export interface Photo {
  readonly rows: number
  readonly columns: ReadonlyMap<string, readonly string[]>
  /** The whole rows, in an order of their own: a swap of values between rows shows here only. */
  readonly whole: string
}

export type Photos = ReadonlyMap<string, Photo>

/** The rows of all tables, by `schema.name`. */
export async function photograph(database: Database): Promise<Photos> {
  const photos = new Map<string, Photo>()
  const tables = await readColumnNames(database)
  const rowsOf = await readRows([...tables.keys()], database)
  for (const [table, columns] of tables) {
    const rows = rowsOf.get(table) ?? []
    const parsed = rows.map((row) => new Map(Object.entries(JSON.parse(row) as object)))
    const names = [...new Set([...columns, ...parsed.flatMap((row) => [...row.keys()])])]
    const column = (key: string) => parsed.map((row) => JSON.stringify(row.get(key) ?? null)).sort()
    photos.set(table, {
      rows: rows.length,
      columns: new Map(names.map((key) => [key, column(key)])),
      whole: rows
        .map((row) => canonical(row))
        .sort()
        .join('\n'),
    })
  }
  return photos
}

const tablesPerQuestion = 50

/** Every row as JSON, by the name of its table. */
async function readRows(names: readonly string[], database: Database): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>()
  for (let start = 0; start < names.length; start += tablesPerQuestion) {
    const some = names.slice(start, start + tablesPerQuestion)
    const parts = some.map(
      (name, at) => `SELECT ${start + at} AS "table", to_jsonb(t)::text AS row FROM ONLY ${name} t`,
    )
    for (const { table, row } of await database.query(parts.join(' UNION ALL '))) {
      const name = names[Number(table)] ?? ''
      found.set(name, [...(found.get(name) ?? []), String(row)])
    }
  }
  return found
}

/** The order of a row's members is that of its columns, which a column that was dropped and added again changes. */
function canonical(row: string): string {
  const members = Object.entries(JSON.parse(row) as object)
  return JSON.stringify(members.sort(([a], [b]) => (a < b ? -1 : 1)))
}
