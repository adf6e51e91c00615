import type { TextFile } from '../../ports/files.ts'
import type { Delta } from '../delta.ts'
import type { Segment } from '../pair.ts'
import { commentLines, joinBlocks, lentStatementsOf } from '../sql-file.ts'
import { type Format, nothingToDo, numbered } from './format.ts'

/**
 * `V…__name.sql` there and `U…__name.sql` back, a transaction each. A script that has to stand outside of one, or in which `${` is no
 * placeholder, has a configuration beside it:
 * https://documentation.red-gate.com/flyway/flyway-cli-and-api/configuration/script-configuration
 */
export const flyway: Format = {
  id: 'flyway',
  versions: { read: (file) => /^[VU]([\d._]+)__/.exec(file)?.[1], counted: true, unit: 'seconds' },
  count: ({ parts }) => parts.length,
  write(draft, versions) {
    const scripts = numbered(draft, versions).map(({ version, name, up, down, comments }) => ({
      up: script(`V${version}__${name}.sql`, { segment: up, comments: comments.up, ...draft.pair.up }),
      down: script(`U${version}__${name}.sql`, { segment: down, comments: comments.down, ...draft.pair.down }),
    }))
    return {
      files: scripts.flatMap(({ up, down }) => [...up, ...down]),
      up: scripts[0]?.up[0]?.path ?? '',
      down: scripts.at(-1)?.down[0]?.path ?? '',
    }
  },
}

interface Way {
  readonly segment: Segment | undefined
  readonly comments: readonly string[]
  readonly settings: Delta['settings']
}

/** Flyway holds a transaction open while it migrates, for which a concurrent build would wait for ever. */
const lockAdvice =
  'Needs flyway.postgresql.transactional.lock=false, else it waits for Flyway itself: https://documentation.red-gate.com/flyway/reference/configuration/postgresql-namespace/flyway-postgresql-transactional-lock-setting'

function script(path: string, { segment, comments, settings }: Way): readonly TextFile[] {
  if (!segment) return [{ path, text: joinBlocks([commentLines([nothingToDo])]) }]
  const advice = segment.transactional ? [] : [lockAdvice]
  const text = joinBlocks([commentLines([...comments, ...advice]), lentStatementsOf(segment, settings).join('\n')])
  const configuration = [
    ...(segment.transactional ? [] : ['executeInTransaction=false']),
    ...(text.includes('${') ? ['placeholderReplacement=false'] : []),
  ]
  if (configuration.length === 0) return [{ path, text }]
  return [
    { path, text },
    { path: `${path}.conf`, text: `${configuration.join('\n')}\n` },
  ]
}
