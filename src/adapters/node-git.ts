import { UserError } from '../base/errors.ts'
import type { Git } from '../ports.ts'
import { runProcess } from './process.ts'

/** git as a program, in the working directory. */
export const nodeGit: Git = { show }

async function show(ref: string, path: string): Promise<string> {
  const commit = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`)
  if (commit.code !== 0) {
    throw new UserError(
      'bad-ref',
      `git knows no ${ref} here${detail(commit.stderr)}. Check the name, or fetch it first.`,
    )
  }
  // `./` makes the path relative to the working directory, not to the root of the repository.
  const file = await git('show', '--no-textconv', '--end-of-options', `${commit.stdout.trim()}:./${path}`)
  if (file.code === 0) return file.stdout
  throw new UserError('missing-file', `There is no ${path} in ${ref}${detail(file.stderr)}.`, { where: { file: path } })
}

async function git(...args: readonly string[]) {
  try {
    return await runProcess('git', args)
  } catch (cause) {
    throw new UserError('tool-failed', `git cannot be run: ${(cause as Error).message}. Install it.`, { cause })
  }
}

function detail(stderr: string): string {
  const line = stderr.trim().split('\n')[0] ?? ''
  return line === '' ? '' : ` (${line})`
}
