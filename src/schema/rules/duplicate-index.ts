import { groupBy } from '../../base/group.ts'
import type { Rule } from '../../base/rule.ts'
import type { Index, Schema } from '../model.ts'
import { qualified } from '../sql.ts'

export const duplicateIndex: Rule<Schema> = {
  id: 'duplicate-index',
  severity: 'warning',
  summary: 'Keep one of several indexes that do the same work.',

  *check(schema) {
    for (const table of schema.tables) {
      for (const group of groupBy(table.indexes, ({ work }) => work).values()) {
        const keep = [...group].sort(byWorth)[0]
        for (const index of group) {
          if (!keep || index === keep || index.constraint !== undefined || (index.unique && !keep.unique)) continue
          yield {
            at: { schema: table.schema, table: table.name, index: index.name },
            message: `${index.name} does the same work as ${keep.name}: every write pays for both.`,
            fix: {
              up: `DROP INDEX CONCURRENTLY ${qualified(table.schema, index.name)};`,
              down: `${concurrently(index.definition)};`,
            },
          }
        }
      }
    }
  },
}

/** An index that serves a constraint stays, then a unique one, then the first by name. */
function byWorth(a: Index, b: Index): number {
  return Number(b.constraint !== undefined) - Number(a.constraint !== undefined) || Number(b.unique) - Number(a.unique)
}

function concurrently(definition: string): string {
  return definition.replace(/^CREATE (UNIQUE )?INDEX /, 'CREATE $1INDEX CONCURRENTLY ')
}
