import type { Dialogue } from '../../generators/dialogue.ts'
import type { World } from '../ports/world.ts'

/** Where a command's output goes. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  /** Whether standard output and standard error are looked at by a person. */
  readonly interactive: { readonly out: boolean; readonly err: boolean }
  /** Whether the user's environment allows colour (https://no-color.org). */
  readonly colour: boolean
  /** Where a person can be asked; absent when nobody sits there. */
  readonly dialogue?: Dialogue | undefined
  /** Asks in the midst of a command; absent in CI, too. */
  readonly confirm?: World['confirm']
}
