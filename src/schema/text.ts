import { UserError } from '../base/errors.ts'
import type { World } from '../ports/world.ts'
import { folderOf, type Include, normalPath, withIncludes } from './includes.ts'
import { readMigrations } from './migrations.ts'

export type TextWorld = Pick<World, 'files' | 'git' | 'input'>

/** A text and where it stands. */
export interface SourceText {
  readonly file: string
  readonly text: string
  /** The files that it brings in, in the order of their lines. */
  readonly includes?: readonly Include[]
}

/** The texts of a source, in their order: a folder of migrations has several. UserErrors: those of `readText` and `withIncludes`, and `empty-input`. */
export async function readTexts(source: string, world: TextWorld): Promise<readonly SourceText[]> {
  const isFolder = source !== '-' && !source.startsWith('git:') && (await world.files.list(source)).length > 0
  if (isFolder) return readMigrations(source, world.files)
  const text = await readText(source, world)
  if (source === '-') return [{ file: source, text }]
  return [await included(source, text, world)]
}

/** What a file brings in lies beside it or below, at the same commit. */
async function included(source: string, text: string, { files, git }: TextWorld): Promise<SourceText> {
  const [, ref, path = source] = gitSource.exec(source) ?? []
  const folder = normalPath(folderOf(path))
  if (ref === undefined) {
    const read = (other: string) => files.readWithin(folder === '' ? '.' : folder, other)
    return withIncludes({ file: source, text }, { path: folder, read })
  }
  const whole = await withIncludes({ file: path, text }, { path: folder, read: (other) => git.show(ref, other) })
  return { ...whole, file: source }
}

const gitSource = /^git:([^:]+):(.+)$/s

/** The text of a source: a file, `git:REF:path`, or `-` for standard input. UserErrors: `missing-file`, `bad-ref`, `bad-input`, `unsupported`. */
export async function readText(source: string, { files, git, input }: TextWorld): Promise<string> {
  if (source === '-') return input()
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(source)) {
    throw new UserError(
      'unsupported',
      `${source} is no address of PostgreSQL. Name a server by postgres://user:password@host/database, or a file.`,
    )
  }
  if (!source.startsWith('git:')) return files.read(source)
  const [, ref, path] = gitSource.exec(source) ?? []
  if (ref === undefined || path === undefined) {
    throw new UserError(
      'bad-input',
      `${source} names no file of git. Write git:REF:path, such as git:main:db/schema.sql.`,
    )
  }
  return git.show(ref, path)
}
