import type { Delta } from '../delta.ts'
import { segments } from '../pair.ts'
import { commentLines, joinBlocks, standaloneText } from '../sql-file.ts'
import type { Format } from './format.ts'

/** A script that `psql -v ON_ERROR_STOP=1 -f` runs as it is: a transaction per segment, and what cannot be in one outside. */
export function plainText(comments: readonly string[], { steps, settings }: Delta): string {
  return joinBlocks([commentLines(comments), ...segments(steps).map((segment) => standaloneText(segment, settings))])
}

/** A file for each way, for psql and `db migrate`. */
export const plain: Format = {
  id: 'plain',
  versions: { read: (file) => /^(\d+)/.exec(file)?.[1], counted: false, unit: 'seconds' },
  count: () => 1,
  write({ name, pair, comments }, [version]) {
    const up = { path: `${version}_${name}.sql`, text: plainText(comments.up, pair.up) }
    const down = { path: `${version}_${name}_rollback.sql`, text: plainText(comments.down, pair.down) }
    return { files: [up, down], up: up.path, down: down.path }
  },
}
