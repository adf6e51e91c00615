import type { Log } from './host.ts'

/** Throw-away PostgreSQL databases in which foreign SQL may run. */
export interface Scratch {
  /**
   * How far foreign SQL gets: `nowhere`, out of a sandbox; `own-server`, a server that is thrown away too, on this machine; `server`,
   * a server that others use, and whose roles all its databases share.
   */
  readonly reach: 'nowhere' | 'own-server' | 'server'
  /**
   * An empty database with the named extensions at hand. The caller closes it. On a server that others use, the named roles are lent to it;
   * elsewhere the caller makes what is missing. A request that takes longer than `timeoutMs`, 60 s by default, ends the database.
   */
  open(options: ScratchOptions): Promise<Database>
}

export interface ScratchOptions {
  readonly extensions: readonly string[]
  readonly roles?: readonly string[]
  /** How many statements are to come, here or in databases beside it: much work is worth a longer preparation. */
  readonly statements?: number | undefined
  readonly timeoutMs?: number | undefined
}

/** Real PostgreSQL servers for throw-away databases. */
export interface ScratchServers {
  /**
   * `where` is `postgres://…`, `embedded` or `embedded:MAJOR`. What was made for the body is gone afterwards, whatever happens.
   * UserErrors `no-scratch`, `no-connection`.
   */
  use<Result>(where: string, log: Log, body: (scratch: Scratch) => Promise<Result>): Promise<Result>
}

/** PostgreSQL servers of the user. */
export interface Servers {
  /** A connection, which the caller closes. UserError `no-connection`. */
  open(url: string, access: 'read-only' | 'read-write'): Promise<Database>
}

export type Row = Readonly<Record<string, unknown>>

export interface Database {
  readonly engine: Engine
  /** One statement with `$1` parameters. */
  query(sql: string, params?: readonly unknown[]): Promise<readonly Row[]>
  /** One statement, rows as arrays of column values; the shape that pg clients call `rowMode: 'array'`. */
  queryArrays(sql: string, params?: readonly unknown[]): Promise<readonly (readonly unknown[])[]>
  /** Any number of statements, as one implicit transaction unless they say otherwise → how many rows the last one was about. */
  exec(sql: string): Promise<number>
  close(): Promise<void>
}

export interface Engine {
  readonly name: string
  readonly version: string
}

/** What PostgreSQL says of a statement that fails, whatever the driver. */
export class SqlError extends Error {
  override readonly name = 'SqlError'
  /** The SQLSTATE, five characters. */
  readonly state: string
  /** Where in the statement, in characters from 1. */
  readonly position: number | undefined

  constructor(message: string, state: string, position?: number) {
    super(message)
    this.state = state
    this.position = position
  }
}
