import { constants, copyFile, link, rm } from 'node:fs/promises'

/** Gives a file its name; false when something has it already. */
export async function appear(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    // File systems without hard links: https://man7.org/linux/man-pages/man2/link.2.html
    if (!isCode(error, 'EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK')) throw error
  }
  try {
    await copyFile(temporary, path, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    await rm(path, { force: true })
    throw error
  }
}

/** Whether the operating system says one of these of an error. */
export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? '')
}
