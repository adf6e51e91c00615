export interface Files {
  /** The text of a file, or UserError `missing-file`. */
  read(path: string): Promise<string>
  /** The text of a file that lies in a folder when all links are followed; undefined when it lies elsewhere. UserError `missing-file`. */
  readWithin(folder: string, path: string): Promise<string | undefined>
  /** The text of a file, or undefined when there is none. */
  readIfThere(path: string): Promise<string | undefined>
  /** Writes and removes all of them or, after any failure, none. Folders are made as needed. */
  writeAll(files: readonly TextFile[], remove?: readonly string[]): Promise<void>
  /** Writes all of them where nothing is yet, or none → the path that something is at already, also when it has just come there. */
  createAll(files: readonly TextFile[]): Promise<string | undefined>
  /** The names in a folder, sorted by code point; empty when there is no folder. */
  list(folder: string): Promise<readonly string[]>
  /** The SHA-256 of a text in UTF-8, in hex. */
  sha256(text: string): string
}

export interface TextFile {
  readonly path: string
  readonly text: string
}

/** Our own files of one folder, templates/ where nothing else is said. */
export interface Templates {
  /** The text of one, by its path in the folder. */
  read(name: string): Promise<string>
}
