/** `plan` works all out and shows it, and leaves the disk alone; `overwrite` replaces files that would otherwise stop the run. */
export type WriteMode = 'plan' | 'write' | 'overwrite'
