import { UserError } from '../base/errors.ts'
import type { Files } from '../ports/files.ts'

/** Before the work, because nobody wants to wait for it in vain. UserError `file-exists`. */
export async function refuseExisting(
  path: string | undefined,
  force: boolean | undefined,
  files: Files,
): Promise<void> {
  if (path === undefined || force || (await files.readIfThere(path)) === undefined) return
  throw new UserError('file-exists', `${path} exists already. Choose another file, or overwrite it with --force.`, {
    where: { file: path },
  })
}
