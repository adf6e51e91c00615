import type { Delta } from '../delta.ts'
import type { Segment } from '../pair.ts'
import { commentLines, joinBlocks, lentStatementsOf, statementsOf } from '../sql-file.ts'
import { type Format, nothingToDo, numbered } from './format.ts'
import { refuseMarker } from './marker.ts'

/** Where it sees a way begin: https://github.com/salsita/node-pg-migrate/blob/main/src/sqlMigration.ts */
const marker = /^\s*--[\s-]*(?:up|down)\s+migration/i

/**
 * A pair of one transaction is one SQL file with both ways. By default all pending migrations are one transaction, which only
 * `pgm.noTransaction()` breaks, and SQL files cannot say it: several parts are `.cjs` files that do.
 * https://salsita.github.io/node-pg-migrate/migrations/ and https://salsita.github.io/node-pg-migrate/cli
 */
export const nodePgMigrate: Format = {
  id: 'node-pg-migrate',
  versions: { read: (file) => /^(\d+)[-_]/.exec(file)?.[1], counted: true, unit: 'milliseconds' },
  count: ({ parts }) => parts.length,
  write(draft, versions) {
    const { up, down } = draft.pair
    const alone =
      draft.parts.length === 1 && draft.parts.every((part) => inTransaction(part.up) && inTransaction(part.down))
    const files = numbered(draft, versions).map((part) => {
      const ways = [
        { direction: 'up', segment: part.up, comments: part.comments.up, settings: up.settings },
        { direction: 'down', segment: part.down, comments: part.comments.down, settings: down.settings },
      ] as const
      const stem = `${part.version}_${part.name}`
      return alone
        ? { path: `${stem}.sql`, text: joinBlocks(ways.map(sqlWay)) }
        : { path: `${stem}.cjs`, text: joinBlocks(ways.map(scriptWay)) }
    })
    return { files, up: files[0]?.path ?? '', down: files.at(-1)?.path ?? '' }
  },
}

interface Way {
  readonly direction: 'up' | 'down'
  readonly segment: Segment | undefined
  readonly comments: readonly string[]
  readonly settings: Delta['settings']
}

function inTransaction(segment: Segment | undefined): boolean {
  return segment === undefined || segment.transactional
}

function sqlWay({ direction, segment, comments, settings }: Way): string {
  const head = direction === 'up' ? '-- Up Migration' : '-- Down Migration'
  const text = segment ? lentStatementsOf(segment, settings).join('\n') : commentLines([nothingToDo])
  refuseMarker(text, marker, 'node-pg-migrate')
  return [head, commentLines(comments), text].filter((block) => block !== '').join('\n')
}

/** One call per query: src/schema/node-pg-script.ts reads it back. */
function scriptWay({ direction, segment, comments, settings }: Way): string {
  const note = (segment ? comments : [nothingToDo]).map((line) => commentLines([line]).replace(/^--/, '  //'))
  const calls = queries(segment, settings).map((sql) => `  pgm.sql(${quoted(sql)})`)
  return [`exports.${direction} = (pgm) => {`, ...note, '  pgm.noTransaction()', ...calls, '}'].join('\n')
}

function queries(segment: Segment | undefined, settings: Delta['settings']): readonly string[] {
  if (!segment) return []
  const statements = statementsOf(segment, settings)
  return segment.transactional ? ['BEGIN;', ...statements, 'COMMIT;'] : statements
}

/** A string literal of JavaScript, on one line also for old engines. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}
