import type { Delta } from '../delta.ts'
import type { Segment } from '../pair.ts'
import { commentLines, joinBlocks, lentStatementsOf } from '../sql-file.ts'
import { type Format, nothingToDo, numbered } from './format.ts'
import { refuseMarker } from './marker.ts'

/** Where dbmate sees a way begin, wherever in the file that is: https://github.com/amacneil/dbmate/blob/main/pkg/dbmate/migration.go */
const marker = /^--\s*migrate:(?:up|down)/m

/**
 * One file with both ways, a transaction each. `transaction:false` sends the text of a way as one query, and PostgreSQL makes a
 * transaction of a query with several statements, so that what can stand in none has a file alone:
 * https://github.com/amacneil/dbmate#migration-options and https://github.com/amacneil/dbmate/issues/126.
 */
export const dbmate: Format = {
  id: 'dbmate',
  versions: { read: (file) => /^(\d+)/.exec(file)?.[1], counted: false, unit: 'seconds' },
  count: ({ parts }) => parts.length,
  write(draft, versions) {
    const files = numbered(draft, versions).map(({ version, name, up, down, comments }) => {
      const ways = [
        way('up', { segment: up, comments: comments.up, settings: draft.pair.up.settings }),
        way('down', { segment: down, comments: comments.down, settings: draft.pair.down.settings }),
      ]
      return { path: `${version}_${name}.sql`, text: joinBlocks(ways) }
    })
    return { files, up: files[0]?.path ?? '', down: files.at(-1)?.path ?? '' }
  },
}

interface Way {
  readonly segment: Segment | undefined
  readonly comments: readonly string[]
  readonly settings: Delta['settings']
}

function way(direction: 'up' | 'down', { segment, comments, settings }: Way): string {
  const option = segment?.transactional === false ? ' transaction:false' : ''
  const head = `-- migrate:${direction}${option}`
  if (!segment) return [head, commentLines([nothingToDo])].join('\n')
  const text = lentStatementsOf(segment, settings).join('\n')
  refuseMarker(text, marker, 'dbmate')
  return [head, commentLines(comments), text].filter((block) => block !== '').join('\n')
}
