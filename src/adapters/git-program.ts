import { UserError } from '../base/errors.ts'
import { type ProcessResult, runProcess } from './process.ts'

/** Runs git in the working directory. Resolves whatever its exit code; UserError `tool-failed` where there is no git. */
export async function git(...args: readonly string[]): Promise<ProcessResult> {
  try {
    return await runProcess('git', args, { env: { ...process.env, GIT_TERMINAL_PROMPT: '0' } })
  } catch (cause) {
    throw new UserError('tool-failed', `git cannot be run: ${(cause as Error).message}. Install it.`, { cause })
  }
}

/** What git says of its failure, to be put behind a sentence of ours. */
export function detail(stderr: string): string {
  const line = stderr.trim().split('\n')[0] ?? ''
  return line === '' ? '' : ` (${line})`
}
