import { exitCode } from '../base/exit-code.ts'
import type { Outcome } from '../base/outcome.ts'
import type { Style } from '../base/style.ts'
import type { WrittenWorkflows } from './workflow.ts'

/** How writing workflows ended, for the edges. With `check`, a file that is missing fails the run. */
export function workflowOutcome(done: WrittenWorkflows, { check }: { readonly check: boolean }): Outcome {
  return {
    exit: check && done.result.changed ? exitCode.findings : exitCode.fine,
    json: done.result,
    text: (style) => workflowText(done, style),
  }
}

function workflowText({ result, diff }: WrittenWorkflows, { good, dim }: Style): string {
  const { output, files, written } = result
  const lines = files.map(({ path, action }) => {
    const file = `${output}/${path}`
    if (action === 'kept') return `${dim('Kept')} ${file}: it is yours. Remove it first to have it written anew.`
    return `${good(written ? 'Created' : 'Would create')} ${file}`
  })
  return written || diff === '' ? lines.join('\n') : [...lines, '', diff.trimEnd()].join('\n')
}
