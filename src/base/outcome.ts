import type { ExitCode } from './exit-code.ts'
import type { Style } from './style.ts'

/** What a command gives to the edge: a document for programs, a text for people, and how it ended. */
export interface Outcome {
  readonly exit: ExitCode
  readonly json: object
  readonly text: (style: Style) => string
}
