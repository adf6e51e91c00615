import { exitCode } from '../base/exit-code.ts'
import type { Outcome } from '../base/outcome.ts'
import type { Scaffolded } from './scaffold.ts'
import { scaffoldText } from './scaffold-text.ts'

/** How scaffolding ended, for the edges. `diff` shows what would change; with `check`, a change fails the run. */
export function scaffoldOutcome(
  scaffolded: Scaffolded,
  { diff, check }: { readonly diff: boolean; readonly check?: boolean | undefined },
): Outcome {
  return {
    exit: check && scaffolded.result.changed ? exitCode.findings : exitCode.fine,
    json: scaffolded.result,
    text: (style) => scaffoldText(scaffolded, { diff }, style),
  }
}
