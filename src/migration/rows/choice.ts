import { qualified } from '../../schema/sql.ts'
import type { Candidates } from './candidates.ts'
import type { SeedColumn, SeedTable } from './tables.ts'

/** What a row has in a column. */
export interface Value {
  readonly column: SeedColumn
  readonly text: string
}

/** Which of its candidates every column takes in a row. Columns that a foreign key ties together share the choice. */
export class Choice {
  readonly #tables: ReadonlyMap<string, SeedTable>
  readonly #candidates: Candidates
  readonly #chosen = new Map<string, number>()

  constructor(tables: readonly SeedTable[], candidates: Candidates) {
    this.#tables = new Map(tables.map((table) => [qualified(table.schema, table.name), table]))
    this.#candidates = candidates
  }

  /** The values of a row, or why there are none. */
  row(table: SeedTable, number: number): readonly Value[] | string {
    const values: Value[] = []
    for (const column of table.columns) {
      const root = this.#root({ table, column })
      const text = this.#candidates(root.table, root.column, number)[this.#chosen.get(place(root, number)) ?? 0]
      if (text !== undefined) values.push({ column, text })
      else if (!column.nullable) return `no value of type ${column.base} is known for ${column.name}`
    }
    return values
  }

  /** Moves on to the next combination for the columns of the condition that refused the row; false when all were tried. */
  reconsider(table: SeedTable, number: number, refusal: string): boolean {
    const named = table.checks.find(({ name }) => name !== '' && refusal.includes(`constraint "${name}"`))
    const check = named ?? table.checks.find(({ name }) => name === '' && refusal.includes('partition constraint'))
    for (const column of table.columns.filter(({ name }) => check?.columns.includes(name))) {
      const root = this.#root({ table, column })
      const next = (this.#chosen.get(place(root, number)) ?? 0) + 1
      const left = next < this.#candidates(root.table, root.column, number).length
      this.#chosen.set(place(root, number), left ? next : 0)
      if (left) return true
    }
    return false
  }

  /** The column at the end of its foreign keys. Keys in a circle end at any column of it. */
  #root(from: Cell, depth = 0): Cell {
    const to = from.column.references
    const table = to && this.#tables.get(qualified(to.schema, to.table))
    const column = table?.columns.find(({ name }) => name === to?.column)
    return table && column && depth < 20 ? this.#root({ table, column }, depth + 1) : from
  }
}

interface Cell {
  readonly table: SeedTable
  readonly column: SeedColumn
}

function place({ table, column }: Cell, number: number): string {
  return `${qualified(table.schema, table.name)}.${column.name} ${number}`
}
