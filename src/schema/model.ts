/** A PostgreSQL schema as the rules see it: the user's own tables, in the order of their names. */
export interface Schema {
  readonly tables: readonly Table[]
}

export interface Table {
  readonly schema: string
  readonly name: string
  readonly columns: readonly Column[]
  readonly primaryKey: Key | undefined
  readonly foreignKeys: readonly ForeignKey[]
  readonly indexes: readonly Index[]
  /** A partition of another table: what holds for the parent is said there. */
  readonly partition: boolean
  /** A table whose rows are in its partitions. */
  readonly partitioned: boolean
}

export interface Column {
  readonly name: string
  /** As `format_type` writes it, such as `character varying(20)`. */
  readonly type: string
  readonly nullable: boolean
}

export interface Key {
  readonly name: string
  readonly columns: readonly string[]
}

export interface ForeignKey extends Key {
  readonly references: { readonly schema: string; readonly table: string; readonly columns: readonly string[] }
}

export interface Index {
  readonly name: string
  /** The key columns in order; undefined where the key is an expression. */
  readonly columns: readonly (string | undefined)[]
  readonly unique: boolean
  readonly valid: boolean
  readonly method: string
  /** The predicate of a partial index, as PostgreSQL prints it. */
  readonly where: string | undefined
  /** The constraint that the index serves, if any: such an index goes with its constraint only. */
  readonly constraint: string | undefined
  /** Everything after the index's name, as `pg_get_indexdef` prints it. */
  readonly definition: string
  /** All of what makes two indexes do the same work: method, keys, operator classes, collations, order, predicate, INCLUDE. */
  readonly work: string
}
