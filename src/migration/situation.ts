import type { Act, Name } from './acts/act.ts'
import type { LockMode } from './acts/lock.ts'
import type { Subject } from './object-name.ts'
import type { TableName } from './storage.ts'

/** A statement of a migration with all that is known of it: what the rules of hazards judge, whoever wrote it. */
export interface Situation {
  readonly sql: string
  readonly acts: readonly Act[]
  readonly way: 'up' | 'down'
  readonly transaction: Transaction
  /** The texts that it says as constants. */
  readonly strings: ReadonlySet<string>
  /** What the migration did before it. */
  before(): readonly Act[]
  /** All that the migration does, from its first statement to its last. */
  readonly migration: readonly Act[]
  /** What the migration did that this way back undoes; empty on the way there. */
  readonly undone: readonly Act[]
  /** Whether the migration itself has made the table, so that nobody uses it and it holds few rows. */
  isNew(table: Name): boolean
  /** Whether a validated check says that the column holds no null. */
  isProven(table: Name, column: string): boolean
  /** What PostgreSQL did when it ran; undefined for what is judged by its text alone. */
  readonly observed: Observed | undefined
  /** What the planner of a generated pair knows. */
  readonly planned: Planned | undefined
}

/** What is committed together. */
export interface Transaction {
  /** `written`: between BEGIN and COMMIT. `tool`: the tool makes one around the file. `assumed`: most tools do. `alone`: none. */
  readonly kind: 'written' | 'tool' | 'assumed' | 'alone'
  /** What was done in it before the statement. */
  earlier(): readonly Act[]
}

/** What PostgreSQL did for a statement to tables that were there before the migration. */
export interface Observed {
  readonly rewrites: readonly TableName[]
  /** The tables that were read from end to end; undefined where nobody looked. */
  readonly scans: readonly TableName[] | undefined
  readonly lock: LockMode | undefined
  /** What it said when it refused the statement. */
  readonly error: SaidNo | undefined
  /** The options of a view that were there at the start and are gone. */
  readonly lostOptions: readonly string[]
}

export interface SaidNo {
  readonly message: string
  readonly state: string
  /** It says nothing of the statement: the scratch database lacks something, or a statement before it was refused. */
  readonly unjudged: boolean
}

export interface Planned {
  readonly subject: Subject
  readonly losesData: boolean
  /** What was seen not to come back of the values that it changed in place. */
  readonly spoils: string | undefined
}

/** Whether PostgreSQL read the whole table; undefined where nobody looked. */
export function scanned({ observed }: Situation, table: Name): boolean | undefined {
  if (observed?.error || observed?.scans === undefined) return undefined
  return observed.scans.some(
    (scan) => scan.table === table.name && (table.schema === undefined || table.schema === scan.schema),
  )
}

/** Whether PostgreSQL is known to have read no row of any table: what a partitioned table takes over from its partitions. */
export function readNothing({ observed }: Situation): boolean {
  return observed?.error === undefined && observed?.scans?.length === 0
}
