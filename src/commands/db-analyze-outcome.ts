import { type ExitCode, exitCode } from '../base/exit-code.ts'
import { fails, type Threshold } from '../base/finding.ts'
import type { Outcome } from '../base/outcome.ts'
import type { AnalyzeResult } from './db-analyze.ts'
import { analyzeText } from './db-analyze-text.ts'

/** How an analysis ended, for the edges. */
export function analyzeOutcome(result: AnalyzeResult, failOn: Threshold): Outcome {
  return { exit: analyzeExit(result, failOn), json: result, text: (style) => analyzeText(result, style) }
}

export function analyzeExit({ findings }: AnalyzeResult, failOn: Threshold): ExitCode {
  return fails(findings, failOn) ? exitCode.findings : exitCode.fine
}
