import type { Tree } from '../../schema/statements.ts'

/** A name as the statement says it; without a schema, the search path decides. */
export interface Name {
  readonly schema?: string
  readonly name: string
}

export type KeyKind = 'unique' | 'primary key' | 'exclusion'

/** A column as it is added, with what its own constraints ask. */
export interface AddedColumn {
  readonly name: string
  /** The last part of the type's name, as the parser knows it: `int8`, `serial`. */
  readonly type: string
  readonly default: Tree | undefined
  readonly notNull: boolean
  readonly identity: boolean
  readonly generated: 'stored' | 'virtual' | undefined
  readonly checked: boolean
  readonly key: KeyKind | undefined
  readonly references: Name | undefined
}

/** One thing that a statement does to a database; a statement may do several. */
export type Act =
  | { readonly kind: 'make'; readonly what: string; readonly name: Name; readonly replaces: boolean }
  | {
      readonly kind: 'drop'
      readonly what: string
      readonly name: Name
      readonly cascade: boolean
      readonly concurrent: boolean
    }
  | { readonly kind: 'rename'; readonly what: string; readonly name: Name; readonly part?: string; readonly to: string }
  | { readonly kind: 'add-column'; readonly table: Name; readonly column: AddedColumn }
  | { readonly kind: 'drop-column'; readonly table: Name; readonly column: string; readonly cascade: boolean }
  | {
      readonly kind: 'change-type'
      readonly table: Name
      readonly column: string
      readonly type: string
      readonly using: boolean
    }
  | { readonly kind: 'set-not-null' | 'drop-not-null'; readonly table: Name; readonly column: string }
  | AddedCheck
  | AddedForeignKey
  | AddedKey
  | { readonly kind: 'validate'; readonly table: Name; readonly constraint: string }
  | { readonly kind: 'drop-constraint'; readonly table: Name; readonly constraint: string; readonly cascade: boolean }
  | { readonly kind: 'attach' | 'detach'; readonly table: Name; readonly partition: Name; readonly concurrent: boolean }
  | { readonly kind: 'row-security'; readonly table: Name; readonly change: string }
  | { readonly kind: 'move-rows'; readonly table: Name; readonly how: string }
  | { readonly kind: 'alter-table'; readonly table: Name; readonly brief: boolean }
  | MadeIndex
  | { readonly kind: 'reindex'; readonly what: string; readonly name: Name; readonly concurrent: boolean }
  | { readonly kind: 'refresh'; readonly name: Name; readonly concurrent: boolean }
  | { readonly kind: 'repack'; readonly how: 'VACUUM FULL' | 'CLUSTER'; readonly table: Name | undefined }
  | { readonly kind: 'truncate'; readonly table: Name; readonly cascade: boolean }
  | { readonly kind: 'write-all'; readonly verb: 'UPDATE' | 'DELETE'; readonly table: Name }
  | { readonly kind: 'make-view'; readonly name: Name; readonly replaces: boolean; readonly options: readonly string[] }
  | { readonly kind: 'add-enum-value'; readonly type: Name; readonly value: string }
  | { readonly kind: 'constrain-domain'; readonly domain: Name; readonly valid: boolean; readonly change: string }
  | { readonly kind: 'make-trigger'; readonly table: Name }
  | { readonly kind: 'transaction'; readonly change: 'begin' | 'commit' | 'rollback' | 'prepare' }
  | { readonly kind: 'set'; readonly setting: string; readonly local: boolean; readonly unlimited: boolean }

export interface AddedCheck {
  readonly kind: 'add-check'
  readonly table: Name
  readonly constraint: string | undefined
  /** The column that it proves to hold no null, if that is what it says. */
  readonly proves: string | undefined
  readonly valid: boolean
}

export interface AddedForeignKey {
  readonly kind: 'add-foreign-key'
  readonly table: Name
  readonly constraint: string | undefined
  readonly references: Name
  readonly valid: boolean
}

export interface AddedKey {
  readonly kind: 'add-key'
  readonly table: Name
  readonly key: KeyKind
  readonly constraint: string | undefined
  readonly usingIndex: boolean
}

export interface MadeIndex {
  readonly kind: 'make-index'
  readonly table: Name
  readonly index: string | undefined
  readonly concurrent: boolean
  readonly ifNotExists: boolean
  /** On a partitioned table alone, which builds nothing. */
  readonly only: boolean
}
