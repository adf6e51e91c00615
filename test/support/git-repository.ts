import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { temporaryFolder } from './temporary-folder.ts'

export interface GitRepository {
  readonly folder: string
  /** Writes the files (undefined removes one), commits all there is, and gives the commit. */
  commit(files: Readonly<Record<string, string | undefined>>): string
  git(...args: readonly string[]): string
}

/** A repository that knows nothing of the settings of this machine. */
export function gitRepository(): GitRepository {
  const folder = temporaryFolder()
  const git = (...args: readonly string[]) => {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }
    return execFileSync('git', args, { cwd: folder, encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] }).trim()
  }
  git('init', '--quiet', '--initial-branch=main')
  git('config', 'user.name', 'Test')
  git('config', 'user.email', 'test@example.com')
  return {
    folder,
    git,
    commit(files) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true })
        if (text === undefined) rmSync(join(folder, name))
        else writeFileSync(join(folder, name), text)
      }
      git('add', '--all')
      git('commit', '--quiet', '--allow-empty', '--message=change')
      return git('rev-parse', 'HEAD')
    },
  }
}
