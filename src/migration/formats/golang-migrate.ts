import type { Delta } from '../delta.ts'
import type { Segment } from '../pair.ts'
import { commentLines, joinBlocks, statementsOf } from '../sql-file.ts'
import { type Format, nothingToDo, numbered } from './format.ts'

/**
 * A file for each way. The text of a file is one query without a transaction around it, so BEGIN and COMMIT are ours, and
 * what can stand in no transaction has a file alone:
 * https://github.com/golang-migrate/migrate/blob/master/database/postgres/README.md#multi-statement-mode
 */
export const golangMigrate: Format = {
  id: 'golang-migrate',
  versions: { read: (file) => /^(\d+)_.*\.(?:up|down)\.sql$/.exec(file)?.[1], counted: true, unit: 'seconds' },
  count: ({ parts }) => parts.length,
  write(draft, versions) {
    const files = numbered(draft, versions).flatMap(({ version, name, up, down, comments }) => [
      { path: `${version}_${name}.up.sql`, text: text(up, comments.up, draft.pair.up.settings) },
      { path: `${version}_${name}.down.sql`, text: text(down, comments.down, draft.pair.down.settings) },
    ])
    return { files, up: files[0]?.path ?? '', down: files.at(-1)?.path ?? '' }
  },
}

function text(segment: Segment | undefined, comments: readonly string[], settings: Delta['settings']): string {
  if (!segment) return joinBlocks([commentLines([nothingToDo])])
  const statements = statementsOf(segment, settings)
  const body = segment.transactional ? ['BEGIN;', ...statements, 'COMMIT;'] : statements
  return joinBlocks([commentLines(comments), body.join('\n')])
}
