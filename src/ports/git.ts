/** The repository of the working directory. */
export interface Git {
  /** A file as it is at a ref, its path relative to the working directory. UserErrors: `bad-ref`, `missing-file`. */
  show(ref: string, path: string): Promise<string>
  /** The commit that a ref names, fetched from origin when a shallow clone lacks it. UserError `bad-ref`. */
  commit(ref: string): Promise<string>
  /** Where two commits parted; undefined when the clone is too shallow to tell. */
  mergeBase(a: string, b: string): Promise<string | undefined>
  /**
   * A commit in a folder of its own, the one that corresponds to the working directory; it is gone afterwards, whatever happens. No hook runs. UserError
   * `tool-failed`.
   */
  checkedOut<Result>(commit: string, body: (folder: string) => Promise<Result>): Promise<Result>
}
