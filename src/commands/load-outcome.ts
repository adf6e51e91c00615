import { type ExitCode, exitCode } from '../base/exit-code.ts'
import type { Outcome } from '../base/outcome.ts'
import type { LoadResult } from './load-result.ts'
import { loadText } from './load-text.ts'

/** How a load test ended, for the edges. */
export function loadOutcome(result: LoadResult): Outcome {
  return { exit: loadExit(result), json: result, text: (style) => loadText(result, style) }
}

export function loadExit({ verdict, reasons }: LoadResult): ExitCode {
  if (reasons.some(({ code }) => code === 'interrupted')) return exitCode.interrupted
  return {
    PASS: exitCode.fine,
    FAIL: exitCode.findings,
    INCONCLUSIVE: exitCode.inconclusive,
    INVALID: exitCode.invalid,
  }[verdict]
}
