import { UserError } from '../base/errors.ts'
import type { World } from '../ports.ts'
import { readMigrations } from './migrations.ts'

export type TextWorld = Pick<World, 'files' | 'git' | 'input'>

/** A text and where it stands. */
export interface SourceText {
  readonly file: string
  readonly text: string
}

/** The texts of a source, in their order: a folder of migrations has several. UserErrors: those of `readText`, and `empty-input`. */
export async function readTexts(source: string, world: TextWorld): Promise<readonly SourceText[]> {
  const isFolder = source !== '-' && !source.startsWith('git:') && (await world.files.list(source)).length > 0
  if (isFolder) return readMigrations(source, world.files)
  return [{ file: source, text: await readText(source, world) }]
}

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
  const [, ref, path] = /^git:([^:]+):(.+)$/s.exec(source) ?? []
  if (ref === undefined || path === undefined) {
    throw new UserError(
      'bad-input',
      `${source} names no file of git. Write git:REF:path, such as git:main:db/schema.sql.`,
    )
  }
  return git.show(ref, path)
}
