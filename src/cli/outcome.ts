import type { ExitCode } from '../base/exit-code.ts'

/** What a command gives to the edge: a document for programs, a text for people, and how it ended. */
export interface Outcome {
  readonly exit: ExitCode
  readonly json: object
  readonly text: string
}

/** The flags that mean the same in every command. */
export interface CommonFlags {
  readonly json?: boolean
  readonly quiet?: boolean
  readonly verbose?: boolean
}
