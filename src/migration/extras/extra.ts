import type { TableName } from '../storage.ts'

/** Something that the diff engine knows nothing of, such as a statistics object or the comment on an index. */
export interface Extra {
  /** Such as `statistics object public.st`; no two extras of a database share it. */
  readonly object: string
  readonly kind: string
  /** The table that it is about. */
  readonly table?: TableName | undefined
  /** What PostgreSQL drops it with. */
  readonly hosts: readonly Host[]
  /** The same in two databases where nothing has to be done. */
  readonly definition: string
  readonly make: readonly string[]
  readonly unmake: readonly string[]
  readonly lock: 'none' | 'shareUpdateExclusive'
}

/** A relation with its columns or its indexes, one of these, or another extra. */
export type Host =
  | { readonly schema: string; readonly relation: string }
  | { readonly schema: string; readonly relation: string; readonly part: string }
  | { readonly extra: string }
