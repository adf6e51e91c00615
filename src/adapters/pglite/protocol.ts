/** What the worker is started with. */
export interface Opening {
  readonly extensions: readonly string[]
  /** Where the archive of an empty data folder is, as a `file:` URL. */
  readonly seed: string
}

/** What the main thread asks of the worker that holds the database. */
export interface Request {
  readonly id: number
  readonly kind: 'exec' | 'rows' | 'arrays'
  readonly sql: string
  readonly params: readonly unknown[]
}

export interface Answer {
  readonly id: number
  /** Of `exec`: how many rows the last statement was about. */
  readonly rows: readonly unknown[]
  readonly error?: { readonly message: string; readonly state: string; readonly position: number | undefined }
}
