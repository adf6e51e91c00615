import type { CliRun } from '../test/support/run-cli.ts'

export interface History {
  readonly problems: readonly string[]
  /** What was done → how often. */
  readonly counts: Readonly<Record<string, number>>
  readonly folder: string
  /** Files that need not compile, relative to the folder. */
  readonly tolerated: readonly string[]
}

export function history(options: {
  readonly seed: string
  readonly steps: number
  readonly home: string
  readonly framework: string
  readonly cli: (...argv: readonly string[]) => Promise<CliRun>
}): Promise<History>
