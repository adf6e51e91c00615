import { type Catalog, type Fact, keyOf, without } from './catalog.ts'
import { type Delta, delta, type Rename } from './delta.ts'

/**
 * Plans as the diff engine does, but for tables that are dropped and made anew, such as one that becomes partitioned: what depends on
 * them goes first and comes last. The engine drops the table alone, which PostgreSQL refuses.
 */
export function deltaWithDependents(from: Catalog, to: Catalog, renames: readonly Rename[]): Delta {
  const direct = delta(from, to, renames)
  const dropped = tables(direct, 'drop')
  const created = tables(direct, 'create')
  const between = [...dropped].some((table) => created.has(table)) ? withoutDependents(from, dropped) : undefined
  if (!between) return direct
  const [first, then] = [delta(from, between), delta(between, to, renames)]
  return { ...then, steps: [...first.steps, ...then.steps] }
}

function tables({ steps }: Delta, verb: 'create' | 'drop'): ReadonlySet<string> {
  const those = steps.filter((step) => step.verb === verb && step.subject.kind === 'table')
  return new Set(those.map(({ subject: { schema = '', name } }) => keyOf({ kind: 'table', schema, name })))
}

/** What can go and come without a loss of rows. */
const kinds = new Set([
  'aggregate',
  'constraint',
  'function',
  'index',
  'materializedView',
  'policy',
  'procedure',
  'rule',
  'trigger',
  'view',
])

/** The catalog without what depends on these tables and belongs to none of them; undefined where nothing does, or something that holds rows. */
function withoutDependents(catalog: Catalog, dropped: ReadonlySet<string>): Catalog | undefined {
  const { facts } = catalog
  const isWithin = (fact: Fact | undefined, those: ReadonlySet<string>): boolean =>
    fact !== undefined &&
    (those.has(keyOf(fact.id)) || (fact.parent !== undefined && isWithin(facts.get(fact.parent), those)))
  const leaving = new Map<string, Fact>()
  for (let reached = dropped; reached.size > 0; ) {
    const found = facts.edges.flatMap(({ kind, from, to }) => {
      const fact = facts.get(from)
      const depends = kind === 'depends' && fact && isWithin(facts.get(to), reached) && !isWithin(fact, dropped)
      return depends && !leaving.has(keyOf(from)) ? [[keyOf(from), fact] as const] : []
    })
    for (const [id, fact] of found) leaving.set(id, fact)
    reached = new Set(found.map(([id]) => id))
  }
  if (leaving.size === 0 || [...leaving.values()].some(({ id }) => !kinds.has(id.kind))) return undefined
  const gone = new Set(leaving.keys())
  return without(catalog, (fact) => isWithin(fact, gone))
}
