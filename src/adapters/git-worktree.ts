import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from '../base/errors.ts'
import { detail, git } from './git-program.ts'
import { beforeEnd } from './interruption.ts'

/** A commit as a working tree in a temporary folder, without the hooks of the repository, and gone after the body or an interruption. */
export async function checkedOut<Result>(commit: string, body: (folder: string) => Promise<Result>): Promise<Result> {
  const home = await mkdtemp(join(tmpdir(), 'backwright-commit-'))
  const tree = join(home, 'tree')
  const clear = () => remove(home, tree)
  const cleared = beforeEnd(clear)
  try {
    await add(tree, commit)
    return await body(join(tree, await placeInRepository()))
  } finally {
    await clear()
    cleared()
  }
}

async function add(tree: string, commit: string): Promise<void> {
  const { code, stderr } = await git(
    ...['-c', 'core.hooksPath=/dev/null', 'worktree', 'add', '--quiet', '--detach', tree, commit],
  )
  if (code === 0) return
  throw new UserError('tool-failed', `git cannot check out ${commit} beside this working tree${detail(stderr)}.`)
}

/** What was started there may still be writing. Once the folder is gone, git forgets the tree whatever was in it. */
async function remove(home: string, tree: string): Promise<void> {
  await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  await git('worktree', 'remove', '--force', tree)
}

/** Where the working directory is below the root of the repository. */
async function placeInRepository(): Promise<string> {
  const { stdout } = await git('rev-parse', '--show-prefix')
  return stdout.trim()
}
