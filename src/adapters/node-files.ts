import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UserError } from '../base/errors.ts'
import type { Files, TextFile } from '../ports.ts'

/** The file system. Writing many files is all or nothing: temporary siblings first, renames at the end, undone on failure. */
export const nodeFiles: Files = { read, readIfThere, list, writeAll }

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw unreadable(path, error)
  }
}

function unreadable(path: string, cause: unknown): UserError {
  const { code, message } = cause as NodeJS.ErrnoException
  const why =
    { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'permission is denied' }[code ?? ''] ?? message
  return new UserError('missing-file', `Cannot read ${path}: ${why}. Check the path.`, { cause, where: { file: path } })
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (absent(error)) return undefined
    throw unreadable(path, error)
  }
}

async function list(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (absent(error)) return []
    throw unreadable(folder, error)
  }
}

function absent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
}

interface Step extends TextFile {
  readonly temporary: string
  readonly before: string | undefined
}

async function writeAll(files: readonly TextFile[]): Promise<void> {
  const steps: Step[] = []
  const done: Step[] = []
  try {
    for (const file of files) {
      const step = { ...file, temporary: `${file.path}.${randomUUID()}.tmp`, before: await readIfThere(file.path) }
      steps.push(step)
      await mkdir(dirname(file.path), { recursive: true })
      await writeFile(step.temporary, file.text)
    }
    for (const step of steps) {
      await rename(step.temporary, step.path)
      done.push(step)
    }
  } catch (error) {
    await undo(done)
    await Promise.all(steps.map((step) => rm(step.temporary, { force: true })))
    throw new UserError(
      'write-failed',
      `Nothing was written: ${(error as Error).message}. Make the folder writable or free some space.`,
      { cause: error },
    )
  }
}

async function undo(done: readonly Step[]): Promise<void> {
  for (const { path, before } of done) {
    if (before === undefined) await rm(path, { force: true })
    else await writeFile(path, before)
  }
}
