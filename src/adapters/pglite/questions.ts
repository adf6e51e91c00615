import type { PGlite, QueryOptions, Results } from '@electric-sql/pglite'

/** Questions about the catalogs: PostgreSQL takes as long to plan them as to answer them. */
const longText = 800

/** Questions to a database. Long ones, which are asked again after each change of the schema, are planned once. */
export class Questions {
  readonly #db: PGlite
  /** Names of prepared statements by their texts. */
  readonly #prepared = new Map<string, string>()
  #count = 0

  constructor(db: PGlite) {
    this.#db = db
  }

  async ask(sql: string, params: readonly unknown[], options: QueryOptions): Promise<Results> {
    if (params.length > 0 || !isLong(sql)) return this.#db.query(sql, [...params], options)
    const name = this.#prepared.get(sql) ?? (await this.#prepare(sql))
    return this.#db.query(`EXECUTE ${name}`, [], options)
  }

  /** Before a script runs: it may drop what is prepared. */
  expect(script: string): void {
    if (/\b(?:DISCARD|DEALLOCATE)\b/i.test(script)) this.#prepared.clear()
  }

  async #prepare(sql: string): Promise<string> {
    const name = `backwright_${this.#count++}`
    await this.#db.exec(`PREPARE ${name} AS ${sql}`)
    this.#prepared.set(sql, name)
    return name
  }
}

function isLong(sql: string): boolean {
  return sql.length >= longText && /^\s*(?:SELECT|WITH)\b/i.test(sql)
}
