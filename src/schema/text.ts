import { UserError } from '../base/errors.ts'
import type { World } from '../ports.ts'

export type TextWorld = Pick<World, 'files' | 'git' | 'input'>

/** The text of a source: a file, `git:REF:path`, or `-` for standard input. UserErrors: `missing-file`, `bad-ref`, `bad-input`, `unsupported`. */
export async function readText(source: string, { files, git, input }: TextWorld): Promise<string> {
  if (source === '-') return input()
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(source)) {
    throw new UserError(
      'unsupported',
      `${source} is an address, and databases are not read. Write its schema to a file first: pg_dump --schema-only.`,
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
