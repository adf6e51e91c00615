import { exitCode } from '../base/exit-code.ts'
import { fails, type Threshold } from '../base/finding.ts'
import type { Outcome } from '../base/outcome.ts'
import type { LintResult } from './db-lint.ts'
import { lintText } from './db-lint-text.ts'

/** How a lint ended, for the edges. */
export function lintOutcome(result: LintResult, failOn: Threshold): Outcome {
  return {
    exit: fails(result.findings, failOn) ? exitCode.findings : exitCode.fine,
    json: result,
    text: (style) => lintText(result, style),
  }
}
