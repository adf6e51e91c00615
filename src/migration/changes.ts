import type { Catalog } from './catalog.ts'
import { byTable, type Change, said, words } from './change.ts'
import { type CatalogDelta, catalogDeltas, type Rename } from './delta.ts'
import { dotted, name, subjectOf } from './object-name.ts'

type Fact = Extract<CatalogDelta, { readonly fact: unknown }>['fact']

/** What differs between two catalogs, by table and then by object. */
export function changesBetween(from: Catalog, to: Catalog, renames: readonly Rename[]): readonly Change[] {
  const deltas = catalogDeltas(from, to)
  const added = factsOf(deltas, 'add')
  const removed = factsOf(deltas, 'remove')
  const renamed = pairUp(removed, added, renames)
  const changes = [
    ...renamed.changes,
    ...whole('add', added, renamed.paired),
    ...whole('drop', removed, renamed.paired),
    ...altered(deltas, to),
  ]
  return mergeColumns(changes).sort(byTable)
}

function factsOf(deltas: readonly CatalogDelta[], verb: 'add' | 'remove'): ReadonlyMap<string, Fact> {
  return new Map(
    deltas.flatMap((delta) => (delta.verb === verb && 'fact' in delta ? [[key(delta.fact.id), delta.fact]] : [])),
  )
}

function key(id: unknown): string {
  return JSON.stringify(id)
}

/** What is renamed, and what only seems to go and come because it belongs to that. */
function pairUp(
  removed: ReadonlyMap<string, Fact>,
  added: ReadonlyMap<string, Fact>,
  renames: readonly Rename[],
): { readonly changes: readonly Change[]; readonly paired: ReadonlySet<string> } {
  const changes: Change[] = []
  const paired = new Set<string>()
  for (const rename of renames) {
    const [before, after] = [named(removed, rename.from), named(added, rename.to)]
    if (!before || !after) continue
    changes.push({ ...bare('rename', before.id, before.parent), to: name(after.id) })
    const gone = [...removed].filter(([, fact]) => within(fact.id, before.id)).map(([each]) => each)
    const come = [...added].filter(([, fact]) => within(fact.id, after.id)).map(([each]) => each)
    for (const each of [...gone, ...come, key(before.id), key(after.id)]) paired.add(each)
  }
  return { changes, paired }
}

function named(facts: ReadonlyMap<string, Fact>, text: string): Fact | undefined {
  const found = [...facts.values()].filter(({ id }) => dotted(id) === text && id.kind !== 'default')
  return found.find(({ id }) => id.kind === 'table') ?? found[0]
}

/** Whether an object is a part of a table or a column. */
function within(id: Fact['id'], of: Fact['id']): boolean {
  const [part, whole] = [subjectOf(id), subjectOf(of)]
  if (whole.schema !== part.schema) return false
  if (whole.kind === 'table') return part.table === whole.name
  return whole.kind === 'column' && part.kind === 'default' && part.table === whole.table && part.name === whole.name
}

function whole(
  action: 'add' | 'drop',
  facts: ReadonlyMap<string, Fact>,
  paired: ReadonlySet<string>,
): readonly Change[] {
  const open = [...facts].filter(([each]) => !paired.has(each)).map(([, fact]) => fact)
  const parentOf = ({ id, parent }: Fact) => ('target' in id ? id.target : parent)
  const hosted = (fact: Fact) => parentOf(fact) !== undefined && facts.has(key(parentOf(fact)))
  return open
    .filter((fact) => !hosted(fact) && !('target' in fact.id && paired.has(key(fact.id.target))))
    .map((fact) => ({
      ...bare(action, fact.id, fact.parent),
      details: defaultOf(action, fact),
      parts: partsOf(open.filter((each) => key(parentOf(each)) === key(fact.id))),
    }))
}

/** A default is nothing but what it says. */
function defaultOf(action: 'add' | 'drop', { id, payload }: Fact): Change['details'] {
  if (id.kind !== 'default') return []
  return [{ what: 'default', ...said(action === 'add' ? 'to' : 'from', (payload as { expr?: unknown }).expr) }]
}

const counted = new Set(['column', 'constraint', 'index', 'trigger', 'policy', 'rule'])

function partsOf(facts: readonly Fact[]): Change['parts'] {
  const kinds = facts.map(({ id }) => id.kind).filter((kind) => counted.has(kind))
  return [...new Set(kinds)].map((kind) => ({ kind, count: kinds.filter((each) => each === kind).length }))
}

/** Options of servers, user mappings and subscriptions have passwords in them. */
const secret: ReadonlySet<string> = new Set(['options', 'conninfo'])

function altered(deltas: readonly CatalogDelta[], { facts }: Catalog): readonly Change[] {
  return deltas.flatMap((delta) => {
    if (delta.verb !== 'set' || delta.attr.startsWith('_')) return []
    const values = secret.has(delta.attr) ? {} : { ...said('from', delta.from), ...said('to', delta.to) }
    const detail = { what: words(delta.attr), ...values }
    return [{ ...bare('change', delta.id, facts.get(delta.id)?.parent), details: [detail] }]
  })
}

/** Several details of an object are one change, and the default of a column is a detail of the column. */
function mergeColumns(changes: readonly Change[]): Change[] {
  const merged = new Map<string, Change>()
  for (const change of changes.map(defaultAsDetail)) {
    const at = `${change.action} ${change.object}`
    const before = merged.get(at)
    merged.set(at, before ? { ...before, details: [...before.details, ...change.details] } : change)
  }
  return [...merged.values()]
}

function defaultAsDetail(change: Change): Change {
  if (change.kind !== 'default') return change
  const details = change.details.map((detail) => ({ ...detail, what: 'default' }))
  return { ...change, action: 'change', kind: 'column', object: change.object.replace(/^default /, 'column '), details }
}

/** `owner` tells the table of an index, whose own name does not. */
function bare(action: Change['action'], id: Fact['id'], owner?: Fact['parent']): Change {
  const { schema, table, name: own, kind } = subjectOf('target' in id ? id.target : id.kind === 'index' ? owner : id)
  const of = table ?? (kind === 'table' ? own : undefined)
  return {
    action,
    object: name(id),
    kind: id.kind,
    ...(of !== undefined && schema !== undefined && { table: `${schema}.${of}` }),
    details: [],
    parts: [],
  }
}
