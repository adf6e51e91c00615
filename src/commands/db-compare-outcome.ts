import { type ExitCode, exitCode } from '../base/exit-code.ts'
import type { Outcome } from '../base/outcome.ts'
import type { CompareResult } from './db-compare.ts'
import { compareText } from './db-compare-text.ts'

export interface CompareJudgement {
  /** Hazards that do not fail the run. */
  readonly allow?: readonly string[] | undefined
  /** A difference fails the run. */
  readonly check?: boolean | undefined
}

/** How a comparison ended, for the edges. */
export function compareOutcome(
  result: CompareResult,
  { from, to, ...judgement }: CompareJudgement & { readonly from: string; readonly to: string },
): Outcome {
  const { allow = [] } = judgement
  return {
    exit: compareExit(result, judgement),
    json: result,
    text: (style) => compareText(result, { from, to, allow, style }),
  }
}

export function compareExit(result: CompareResult, { allow = [], check }: CompareJudgement): ExitCode {
  if (result.verdict === 'refused') return exitCode.inconclusive
  if (check && result.verdict !== 'equal') return exitCode.findings
  return result.hazards.some((hazard) => !allow.includes(hazard.rule)) ? exitCode.findings : exitCode.fine
}
