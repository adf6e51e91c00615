import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, sep } from 'node:path'
import { UserError } from '../base/errors.ts'
import type { Files, TextFile } from '../ports/files.ts'
import { decoded } from './decode.ts'
import { uninterruptible } from './interruption.ts'
import { appear, isCode } from './new-file.ts'

/** The file system. Writing many files is all or nothing: temporary siblings first, renames at the end, undone on failure. */
export const nodeFiles: Files = { read, readWithin, readIfThere, list, writeAll, createAll, sha256 }

async function read(path: string): Promise<string> {
  try {
    return decoded(await bytesOf(path), path)
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(path, error)
  }
}

async function readWithin(folder: string, path: string): Promise<string | undefined> {
  try {
    const [home, file] = await Promise.all([realpath(folder), realpath(path)])
    return file.startsWith(home.endsWith(sep) ? home : home + sep) ? await read(file) : undefined
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(path, error)
  }
}

function unreadable(path: string, cause: unknown): UserError {
  const { code, message } = cause as NodeJS.ErrnoException
  const why =
    { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'permission is denied' }[code ?? ''] ?? message
  return new UserError('missing-file', `Cannot read ${path}: ${why}. Check the path.`, { cause, where: { file: path } })
}

async function readIfThere(path: string): Promise<string | undefined> {
  const bytes = await bytesIfThere(path)
  return bytes && decoded(bytes, path)
}

async function bytesIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await bytesOf(path)
  } catch (error) {
    if (absent(error)) return undefined
    throw unreadable(path, error)
  }
}

const mostMebibytes = 256

/** A pipe or a device is read, too, but some devices never end, and a document may refer to one. */
async function bytesOf(path: string): Promise<Buffer> {
  if ((await stat(path)).isFile()) return readFile(path)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of createReadStream(path)) {
    size += chunk.length
    if (size > mostMebibytes * 2 ** 20) throw new Error(`it is no file, and has more than ${mostMebibytes} MiB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
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
  return isCode(error, 'ENOENT', 'ENOTDIR')
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

interface Step {
  readonly path: string
  /** Absent for a file that is removed. */
  readonly temporary: string | undefined
  readonly before: Buffer | undefined
}

function writeAll(files: readonly TextFile[], remove: readonly string[] = []): Promise<void> {
  return uninterruptible(() => replace(files, remove))
}

async function replace(files: readonly TextFile[], remove: readonly string[]): Promise<void> {
  const steps: Step[] = []
  const done: Step[] = []
  try {
    for (const file of files) steps.push(await stage(file))
    for (const path of remove) steps.push({ path, temporary: undefined, before: await bytesIfThere(path) })
    for (const step of steps) {
      done.push(step)
      if (step.temporary === undefined) await rm(step.path)
      else await rename(step.temporary, step.path)
    }
  } catch (error) {
    await undo(done)
    throw unwritable(error)
  } finally {
    await Promise.all(steps.map(({ temporary }) => temporary && rm(temporary, { force: true })))
  }
}

function unwritable(cause: unknown): UserError {
  const message = `Nothing was written: ${(cause as Error).message}. Make the folder writable or free some space.`
  return new UserError('write-failed', message, { cause })
}

function createAll(files: readonly TextFile[]): Promise<string | undefined> {
  return uninterruptible(() => create(files))
}

async function create(files: readonly TextFile[]): Promise<string | undefined> {
  const steps: Step[] = []
  const done: string[] = []
  try {
    for (const file of files) {
      const step = await stage(file)
      steps.push(step)
      if (step.before !== undefined) return file.path
    }
    for (const { path, temporary = '' } of steps) {
      if (!(await appear(temporary, path))) {
        await Promise.all(done.map((each) => rm(each, { force: true })))
        return path
      }
      done.push(path)
    }
    return undefined
  } catch (error) {
    await Promise.all(done.map((each) => rm(each, { force: true })))
    throw unwritable(error)
  } finally {
    await Promise.all(steps.map(({ temporary }) => temporary && rm(temporary, { force: true })))
  }
}

async function stage({ path, text }: TextFile): Promise<Step> {
  const temporary = `${path}.${randomUUID()}.tmp`
  const before = await bytesIfThere(path)
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(temporary, text)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  return { path, temporary, before }
}

async function undo(done: readonly Step[]): Promise<void> {
  for (const { path, before } of done) {
    if (before === undefined) await rm(path, { force: true })
    else await writeFile(path, before)
  }
}
