import { UserError } from '../base/errors.ts'
import type { Git } from '../ports/git.ts'
import { decoded } from './decode.ts'
import { detail, git } from './git-program.ts'
import { checkedOut } from './git-worktree.ts'

/** git as a program, in the working directory. */
export const nodeGit: Git = { show, commit, mergeBase, checkedOut }

async function show(ref: string, path: string): Promise<string> {
  const found = await parse(ref)
  if (found.commit === undefined) {
    throw new UserError(
      'bad-ref',
      `git knows no ${ref} here${detail(found.stderr)}. Check the name, or fetch it first.`,
    )
  }
  // `./` makes the path relative to the working directory, not to the root of the repository.
  const file = await git('show', '--no-textconv', '--end-of-options', `${found.commit}:./${path}`)
  if (file.code === 0) return decoded(file.bytes, `git:${ref}:${path}`)
  throw new UserError('missing-file', `There is no ${path} in ${ref}${detail(file.stderr)}.`, { where: { file: path } })
}

async function commit(ref: string): Promise<string> {
  const known = (await parse(ref)).commit ?? (await parse(`origin/${ref}`)).commit
  if (known !== undefined) return known
  const fetched = await git('fetch', '--quiet', '--no-tags', '--depth=1', '--end-of-options', 'origin', ref)
  const there = fetched.code === 0 ? (await parse('FETCH_HEAD')).commit : undefined
  if (there !== undefined) return there
  throw new UserError(
    'bad-ref',
    `git knows no ${ref} here, and origin does not give it${detail(fetched.stderr)}. Check the name; in a workflow, check out with fetch-depth: 0.`,
  )
}

async function mergeBase(a: string, b: string): Promise<string | undefined> {
  const { code, stdout } = await git('merge-base', a, b)
  return code === 0 ? stdout.trim() : undefined
}

async function parse(ref: string): Promise<{ readonly commit: string | undefined; readonly stderr: string }> {
  const { code, stdout, stderr } = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`)
  return { commit: code === 0 ? stdout.trim() : undefined, stderr }
}
