import { UserError } from '../base/errors.ts'

/** What a migration does, in a word; it becomes part of file names, so it may not leave the folder or need quoting. UserError `bad-option`. */
export function parseMigrationName(text: string): string {
  if (/^[A-Za-z0-9][\w-]{0,99}$/.test(text) && !text.endsWith('_rollback')) return text
  throw new UserError(
    'bad-option',
    `${JSON.stringify(text)} is no name for a migration. Use letters, digits, _ and - only, such as add_user_indexes, and no _rollback at the end.`,
  )
}
